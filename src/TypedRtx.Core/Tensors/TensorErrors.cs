using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace TypedRtx;

/// <summary>What can be wrong about a tensor's shape, layout or indexes, told in full.</summary>
internal static class TensorErrors
{
    [DoesNotReturn]
    public static void ThrowLength(int found, in TensorShape shape, string parameter)
    {
        throw new ArgumentException(
            shape.IsSupplied
                ? Text($"The shape {shape} holds {Count(shape.Dimensions)} elements, but {found} were given.")
                : "The shape is not supplied. Give the lengths of the axes, or TensorShape.Scalar for a single element.",
            parameter);
    }

    [DoesNotReturn]
    public static void ThrowPackedLength(int found, in TensorShape shape, long expected, int bits)
    {
        throw new ArgumentException(shape.IsSupplied
            ? Text($"The shape {shape} takes {expected} bytes with {bits} bits to an element, but {found} were given.")
            : "The shape is not supplied. Give the lengths of the axes, or TensorShape.Scalar for a single element.");
    }

    [DoesNotReturn]
    public static void ThrowStrided(in TensorShape shape, string member) =>
        throw new InvalidOperationException(Text(
            $"{member} needs row-major elements without gaps, but this view of shape {shape} is strided. Pack it with ToArray() or CopyTo(), or check IsDense first."));

    [DoesNotReturn]
    public static void ThrowNotSupplied(string member) =>
        throw new InvalidOperationException($"{member} needs a tensor, but none was supplied. Check IsSupplied first.");

    [DoesNotReturn]
    public static void ThrowDestination(int found, in TensorShape shape, int length, string parameter) =>
        throw new ArgumentException(
            Text($"The shape {shape} holds {length} elements, but the destination has room for {found}."), parameter);

    // One for each rank, so that callers keep no span of indexes in their frames for the case that never comes.
    [DoesNotReturn]
    public static void ThrowIndex(in TensorShape shape, int i) => ThrowIndex([i], shape);

    [DoesNotReturn]
    public static void ThrowIndex(in TensorShape shape, int i, int j) => ThrowIndex([i, j], shape);

    [DoesNotReturn]
    public static void ThrowIndex(in TensorShape shape, int i, int j, int k) => ThrowIndex([i, j, k], shape);

    [DoesNotReturn]
    public static void ThrowIndex(in TensorShape shape, int i, int j, int k, int l) => ThrowIndex([i, j, k, l], shape);

    [DoesNotReturn]
    public static void ThrowIndex(ReadOnlySpan<int> indexes, in TensorShape shape)
    {
        if (!shape.IsSupplied)
        {
            ThrowNotSupplied("An element");
        }

        if (indexes.Length != shape.Rank)
        {
            throw new ArgumentException(
                Text($"A tensor of shape {shape} takes {shape.Rank} indexes, but {indexes.Length} were given."),                nameof(indexes));
        }

        int axis = 0;
        while ((uint)indexes[axis] < (uint)shape[axis])
        {
            axis++;
        }

        ThrowAxis(nameof(indexes), indexes[axis], axis, shape);
    }

    [DoesNotReturn]
    public static void ThrowRow(int index, in TensorShape shape)
    {
        CheckFirstAxis("A row", shape);
        ThrowAxis(nameof(index), index, 0, shape);
    }

    [DoesNotReturn]
    public static void ThrowRows(int start, int count, in TensorShape shape)
    {
        CheckFirstAxis("Rows", shape);
        throw new ArgumentOutOfRangeException(
            nameof(start),
            Text($"{count} rows from {start} are not inside axis 0 of length {shape[0]} of the shape {shape}."));
    }

    /// <summary>Checks that a spaced tensor stays inside its storage.</summary>
    public static void CheckLayout(int found, in TensorShape shape, ReadOnlySpan<int> strides)
    {
        if (!shape.IsSupplied)
        {
            ThrowLength(found, shape, nameof(shape));
        }

        if (strides.Length != shape.Rank)
        {
            throw new ArgumentException(
                Text($"The shape {shape} takes {shape.Rank} strides, but {strides.Length} were given."),                nameof(strides));
        }

        Int128 reach = 1;
        for (int axis = 0; axis < strides.Length; axis++)
        {
            if (strides[axis] < 0)
            {
                throw new ArgumentException(
                    Text($"Axis {axis} of the shape {shape} has stride {strides[axis]}; strides are 0 or more."),                    nameof(strides));
            }

            reach += (Int128)(shape[axis] - 1) * strides[axis];
        }

        if (reach > found && Count(shape.Dimensions) != 0)
        {
            throw new ArgumentException(
                Text($"The shape {shape} with these strides reaches over {reach} elements, but {found} were given."),                nameof(strides));
        }
    }

    /// <summary>The number of elements, where a view can count them.</summary>
    public static int CheckCount(ReadOnlySpan<int> dimensions)
    {
        long count = 1;
        foreach (int dimension in dimensions)
        {
            count *= dimension;
            if (count > int.MaxValue)
            {
                return dimensions.Contains(0) ? 0 : ThrowCount(dimensions);
            }
        }

        return (int)count;
    }

    /// <summary>Copies the lengths or strides of a tensor span to 32 bits.</summary>
    public static void Narrow(ReadOnlySpan<nint> source, Span<int> destination, string what, string parameter)
    {
        for (int axis = 0; axis < source.Length; axis++)
        {
            if (source[axis] > int.MaxValue)
            {
                throw new ArgumentException(
                    Text($"Axis {axis} has the {what} {source[axis]}; a view takes at most {int.MaxValue}. Split the tensor."),
                    parameter);
            }

            destination[axis] = (int)source[axis];
        }
    }

    /// <summary>The shape that was asked for, with a length of -1 replaced by what is left of the elements.</summary>
    public static TensorShape Infer(int length, ReadOnlySpan<int> dimensions)
    {
        int open = dimensions.IndexOf(-1);
        if (open < 0)
        {
            return new TensorShape(dimensions);
        }

        int[] lengths = dimensions.ToArray();
        lengths[open] = 1;
        Int128 rest = Count(new TensorShape(lengths).Dimensions);
        if (rest == 0 || length % rest != 0)
        {
            throw new ArgumentException(
                Text($"{length} elements do not fill the lengths [{string.Join(", ", dimensions.ToArray())}]: the others multiply to {rest}."),
                nameof(dimensions));
        }

        lengths[open] = (int)(length / rest);
        return new TensorShape(lengths);
    }

    // A product of 32-bit lengths leaves even 128 bits from rank 5 on, so an empty axis is looked for first.
    private static Int128 Count(ReadOnlySpan<int> dimensions)
    {
        if (dimensions.Contains(0))
        {
            return 0;
        }

        Int128 count = 1;
        foreach (int dimension in dimensions)
        {
            count = checked(count * dimension);
        }

        return count;
    }

    private static void CheckFirstAxis(string what, in TensorShape shape)
    {
        if (!shape.IsSupplied)
        {
            ThrowNotSupplied(what);
        }

        if (shape.Rank == 0)
        {
            throw new InvalidOperationException($"{what} needs a first axis, but this tensor is a scalar.");
        }
    }

    [DoesNotReturn]
    private static int ThrowCount(ReadOnlySpan<int> dimensions) => throw new ArgumentException(Text(
        $"The shape {new TensorShape(dimensions)} holds more than {int.MaxValue} elements, the most that a view takes. Split the tensor."));

    [DoesNotReturn]
    private static void ThrowAxis(string parameter, int index, int axis, in TensorShape shape) =>
        throw new ArgumentOutOfRangeException(
            parameter, Text($"Index {index} is not inside axis {axis} of length {shape[axis]} of the shape {shape}."));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
