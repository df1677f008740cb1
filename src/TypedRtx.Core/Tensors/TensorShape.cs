using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace TypedRtx;

/// <summary>The lengths of a tensor's axes, row-major, held inline up to rank 8.</summary>
/// <remarks>A shape remembers whether it was given at all: <see cref="IsSupplied"/> is false for <c>default</c>.</remarks>
[CollectionBuilder(typeof(TensorShape), nameof(Create))]
public readonly struct TensorShape : IEquatable<TensorShape>
{
    /// <summary>The highest rank that is held without an array on the heap.</summary>
    public const int MaxInlineRank = 8;

    private readonly InlineDimensions _inline;
    private readonly int[]? _array;
    private readonly int _supplied;

    /// <summary>Makes a shape of the given lengths.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A length is negative.</exception>
    public TensorShape(params ReadOnlySpan<int> dimensions)
    {
        foreach (int length in dimensions)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(length, nameof(dimensions));
        }

        Rank = dimensions.Length;
        _supplied = 1;
        if (dimensions.Length <= MaxInlineRank)
        {
            dimensions.CopyTo(_inline);
        }
        else
        {
            _array = dimensions.ToArray();
        }
    }

    /// <summary>The shape of a scalar: no axes, one element.</summary>
    public static TensorShape Scalar => new([]);

    /// <summary>The number of axes.</summary>
    public int Rank { get; }

    /// <summary>Whether this is a shape at all; false for <c>default</c>, the shape of a tensor that was not given.</summary>
    public bool IsSupplied => _supplied != 0;

    /// <summary>The lengths of the axes.</summary>
    [System.Diagnostics.CodeAnalysis.UnscopedRef]
    public ReadOnlySpan<int> Dimensions => _array ?? ((ReadOnlySpan<int>)_inline)[..Rank];

    /// <summary>The number of elements; 1 for a scalar.</summary>
    /// <exception cref="OverflowException">The product leaves 64 bits.</exception>
    public long Length
    {
        get
        {
            long length = 1;
            foreach (int dimension in Dimensions)
            {
                length = checked(length * dimension);
            }

            return length;
        }
    }

    /// <summary>The length of an axis, from 0.</summary>
    public int this[int axis] => Dimensions[axis];

    /// <summary>Makes a shape from a collection expression.</summary>
    public static TensorShape Create(ReadOnlySpan<int> dimensions) => new(dimensions);

    /// <summary>Enumerates the lengths.</summary>
    [System.Diagnostics.CodeAnalysis.UnscopedRef]
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

    [InlineArray(MaxInlineRank)]
    private struct InlineDimensions
    {
        private int _first;
    }
}
