using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace TypedRtx;

/// <summary>The lengths of a tensor's axes, row-major, held inline up to rank 8.</summary>
/// <remarks>
/// A shape remembers whether it was given at all: <see cref="IsSupplied"/> is false for <c>default</c>.
/// </remarks>
[CollectionBuilder(typeof(TensorShape), nameof(Create))]
public readonly struct TensorShape : IEquatable<TensorShape>
{
    /// <summary>The highest rank that is held without an array on the heap.</summary>
    public const int MaxInlineRank = 8;

    private readonly InlineAxes _inline;
    private readonly int[]? _array;
    private readonly int _supplied;

    private TensorShape(int length, int rank)
    {
        Rank = rank;
        _supplied = 1;
        _inline[0] = length;
    }

    /// <summary>
    /// Makes a shape of a rank too high to be held inline, which carries the strides of a view as well.
    /// </summary>
    internal TensorShape(scoped ReadOnlySpan<int> dimensions, scoped ReadOnlySpan<int> strides)
    {
        Debug.Assert(
            dimensions.Length > MaxInlineRank && strides.Length == dimensions.Length, "Inline ranks hold strides elsewhere.");
        Rank = dimensions.Length;
        _supplied = 1;
        _array = [.. dimensions, .. strides];
    }

    /// <summary>Makes a shape of the given lengths.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A length is negative.</exception>
    public TensorShape(params ReadOnlySpan<int> dimensions)
    {
        Rank = dimensions.Length;
        _supplied = 1;
        Span<int> lengths = dimensions.Length <= MaxInlineRank ? _inline : _array = new int[dimensions.Length];
        for (int axis = 0; axis < dimensions.Length; axis++)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(dimensions[axis], nameof(dimensions));
            lengths[axis] = dimensions[axis];
        }
    }

    /// <summary>The shape of a scalar: no axes, one element.</summary>
    public static TensorShape Scalar => new([]);

    /// <summary>The number of axes.</summary>
    public int Rank { get; }

    /// <summary>
    /// Whether this is a shape at all; false for <c>default</c>, the shape of a tensor that was not given.
    /// </summary>
    public bool IsSupplied => _supplied != 0;

    /// <summary>The lengths of the axes.</summary>
    [UnscopedRef]
    public ReadOnlySpan<int> Dimensions => (_array ?? (ReadOnlySpan<int>)_inline)[..Rank];

    /// <summary>The number of elements; 1 for a scalar, 0 as soon as one axis is empty.</summary>
    /// <exception cref="OverflowException">The product leaves 64 bits.</exception>
    public long Length
    {
        get
        {
            ReadOnlySpan<int> dimensions = Dimensions;
            long length = 1;
            foreach (int dimension in dimensions)
            {
                // Lengths are not negative, so a product above 32 bits is the only one that can leave 64 with the next.
                length = length <= uint.MaxValue ? length * dimension : MultiplyLarge(length, dimension, dimensions);
            }

            return length;
        }
    }

    /// <summary>The lengths, held inline; meaningless above <see cref="MaxInlineRank"/>.</summary>
    [UnscopedRef]
    internal ref readonly InlineAxes Inline => ref _inline;

    /// <summary>The strides that came with more axes than are held inline.</summary>
    internal ReadOnlySpan<int> OutlinedStrides => _array.AsSpan(Rank);

    /// <summary>The length of an axis, from 0.</summary>
    public int this[int axis] => Dimensions[axis];

    /// <summary>Makes a shape from a collection expression.</summary>
    public static TensorShape Create(ReadOnlySpan<int> dimensions) => new(dimensions);

    /// <summary>The shape of flat data.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TensorShape Flat(int length) => new(length, rank: 1);

    /// <summary>Enumerates the lengths.</summary>
    [UnscopedRef]
    public ReadOnlySpan<int>.Enumerator GetEnumerator() => Dimensions.GetEnumerator();

    /// <inheritdoc />
    public bool Equals(TensorShape other) => _supplied == other._supplied && Dimensions.SequenceEqual(other.Dimensions);

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is TensorShape other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (int dimension in Dimensions)
        {
            hash.Add(dimension);
        }

        return hash.ToHashCode();
    }

    /// <summary>The lengths in brackets: <c>[4, 1, 28, 28]</c>.</summary>
    public override string ToString()
    {
        StringBuilder text = new("[");
        for (int axis = 0; axis < Rank; axis++)
        {
            text.Append(axis == 0 ? "" : ", ").Append(CultureInfo.InvariantCulture, $"{this[axis]}");
        }

        return text.Append(']').ToString();
    }

    /// <summary>Content equality.</summary>
    public static bool operator ==(TensorShape left, TensorShape right) => left.Equals(right);

    /// <summary>Content inequality.</summary>
    public static bool operator !=(TensorShape left, TensorShape right) => !left.Equals(right);

    private static long MultiplyLarge(long length, int dimension, ReadOnlySpan<int> dimensions) =>
        dimensions.Contains(0) ? 0 : checked(length * dimension);
}
