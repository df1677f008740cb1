using System.Globalization;
using System.Runtime.InteropServices;
using TypedRtx.Signatures;
using Xunit;

namespace TypedRtx.TestKit;

/// <summary>Compares tensors: <c>|actual - expected| &lt;= atol + rtol * |expected|</c>, NaN equal to NaN.</summary>
/// <remarks>Types and shapes must be equal, infinities the same, strings and booleans exact.</remarks>
public sealed class ToleranceComparer
{
    /// <summary>The tolerance of the ONNX project's node tests.</summary>
    public static readonly ToleranceComparer Conformance = new(1e-7, 1e-3);

    /// <summary>The tolerance for whole models.</summary>
    public static readonly ToleranceComparer Model = new(1e-4, 1e-3);

    /// <summary>No tolerance.</summary>
    public static readonly ToleranceComparer Exact = new(0, 0);

    private readonly double _absolute;
    private readonly double _relative;

    /// <summary>A comparer with an absolute and a relative tolerance.</summary>
    public ToleranceComparer(double absolute, double relative)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(absolute);
        ArgumentOutOfRangeException.ThrowIfNegative(relative);
        _absolute = absolute;
        _relative = relative;
    }

    /// <summary>Fails the test when the tensors differ.</summary>
    /// <param name="expected">The right values.</param>
    /// <param name="actual">The values to judge.</param>
    /// <param name="name">What the message calls the tensor.</param>
    public void AssertEqual(TestTensor expected, TestTensor actual, string name = "tensor")
    {
        if (FindDifference(expected, actual) is string difference)
        {
            Assert.Fail($"{name}: {difference}");
        }
    }

    /// <summary>Fails the test when a tensor of floats differs from the values of a span.</summary>
    public void AssertEqual(TestTensor expected, ReadOnlySpan<float> actual, string name = "tensor") =>
        AssertEqual(expected, TestTensor.Create(actual.ToArray(), SameCount(expected, actual.Length)), name);

    /// <summary>What differs, with the first wrong index and the worst error; null when nothing does.</summary>
    public string? FindDifference(TestTensor expected, TestTensor actual)
    {
        if (expected.ElementType != actual.ElementType || !expected.Dimensions.SequenceEqual(actual.Dimensions))
        {
            return $"expected {expected}, found {actual}.";
        }

        return expected.ElementType == ElementType.String
            ? FindTextDifference(expected, actual)
            : FindNumberDifference(expected, actual);
    }

    // A count that does not match is left to the shape comparison, which names both.
    private static long[] SameCount(TestTensor expected, int count) =>
        expected.Count == count ? expected.Dimensions : [count];

    private static string? FindTextDifference(TestTensor expected, TestTensor actual)
    {
        for (int i = 0; i < expected.Strings.Length; i++)
        {
            if (!string.Equals(expected.Strings[i], actual.Strings[i], StringComparison.Ordinal))
            {
                return $"{expected} differs at {IndexText(expected, i)}: "
                    + $"expected \"{expected.Strings[i]}\", found \"{actual.Strings[i]}\".";
            }
        }

        return null;
    }

    private string? FindNumberDifference(TestTensor expected, TestTensor actual)
    {
        double[] right = expected.ToDoubles();
        double[] found = actual.ToDoubles();
        bool exact = expected.ElementType == ElementType.Bool;
        int wrong = 0;
        int first = -1;
        int worst = -1;
        double worstError = -1;
        for (int i = 0; i < right.Length; i++)
        {
            double error = Error(expected, actual, i, right[i], found[i]);
            double allowed = exact ? 0 : _absolute + (_relative * Math.Abs(right[i]));
            if (error == 0 || (double.IsFinite(error) && error <= allowed))
            {
                continue;
            }

            wrong++;
            first = first < 0 ? i : first;
            if (error > worstError)
            {
                worst = i;
                worstError = error;
            }
        }

        return wrong == 0
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{wrong} of {right.Length} elements of {expected} differ by more than {_absolute} + {_relative} * "
                + $"|expected|. First at {IndexText(expected, first)}: expected {right[first]:R}, "
                + $"found {found[first]:R}. Worst at {IndexText(expected, worst)}: expected {right[worst]:R}, "
                + $"found {found[worst]:R}, error {worstError:G6}.");
    }

    private static double Error(TestTensor expected, TestTensor actual, int index, double right, double found)
    {
        // 64-bit integers do not fit a double: differences are taken before rounding.
        if (expected.ElementType is ElementType.Int64)
        {
            return (double)Int128.Abs((Int128)At<long>(expected, index) - At<long>(actual, index));
        }

        if (expected.ElementType is ElementType.UInt64)
        {
            return (double)Int128.Abs((Int128)At<ulong>(expected, index) - At<ulong>(actual, index));
        }

        if (right.Equals(found))
        {
            return 0;
        }

        // One NaN, one infinity, or infinities of opposite sign are never near each other.
        return double.IsFinite(right) && double.IsFinite(found) ? Math.Abs(right - found) : double.PositiveInfinity;
    }

    private static T At<T>(TestTensor tensor, int index)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(tensor.Data)[index];

    private static string IndexText(TestTensor tensor, int position)
    {
        bool complex = tensor.ElementType is ElementType.Complex64 or ElementType.Complex128;
        long rest = complex ? position / 2 : position;
        long[] index = new long[tensor.Dimensions.Length];
        for (int axis = index.Length - 1; axis >= 0; axis--)
        {
            (rest, index[axis]) = Math.DivRem(rest, tensor.Dimensions[axis]);
        }

        string part = complex ? (position % 2 == 0 ? " (real)" : " (imaginary)") : "";
        return $"[{string.Join(", ", index)}]{part}";
    }
}
