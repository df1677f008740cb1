using System.Diagnostics.CodeAnalysis;

namespace TypedRtx;

/// <summary>
/// Elements of less than a byte that somebody else owns, with a shape: how such tensors enter and leave a model.
/// </summary>
/// <typeparam name="T">The element type: <see cref="Int4"/>, <see cref="UInt4"/>, <see cref="Float4E2M1"/>,
/// <see cref="Int2"/> or <see cref="UInt2"/>.</typeparam>
/// <remarks>
/// <para>
/// Row-major over the whole tensor without gaps, the first element in the lowest bits of the first byte; only the last
/// byte may be filled up. Elements have no addresses, so there is no span of them: read single ones by index, or all
/// with <see cref="Unpack"/>.
/// </para>
/// <para>
/// A view of rank 1 is flat data to a model whose input has another rank: it takes the shape of that input.
/// </para>
/// </remarks>
public readonly ref struct PackedTensorView<T>
    where T : struct, IPackedElement<T>
{
    private readonly TensorShape _shape;

    /// <summary>Views packed elements with a shape.</summary>
    /// <param name="bytes">All elements of the tensor, packed.</param>
    /// <param name="shape">The lengths of the axes, in elements.</param>
    /// <exception cref="ArgumentException">The number of bytes is not that of the shape.</exception>
    public PackedTensorView(ReadOnlySpan<byte> bytes, TensorShape shape)
    {
        Length = PackedBits.CheckLength<T>(bytes.Length, shape);
        Bytes = bytes;
        _shape = shape;
    }

    /// <summary>The lengths of the axes, in elements.</summary>
    [UnscopedRef]
    public ref readonly TensorShape Shape => ref _shape;

    /// <summary>The number of axes; 0 for a scalar.</summary>
    public int Rank => _shape.Rank;

    /// <summary>The number of elements; 1 for a scalar.</summary>
    public int Length { get; }

    /// <summary>Whether there is a tensor at all; false for <c>default</c> and for what came from null.</summary>
    public bool IsSupplied => _shape.IsSupplied;

    /// <summary>All elements, packed.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>The element at a position; one index per axis, and none for a scalar.</summary>
    /// <exception cref="ArgumentException">The number of indexes is not the rank.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index is not inside its axis.</exception>
    public T this[params scoped ReadOnlySpan<int> indexes] =>
        PackedBits.Get<T>(Bytes, PackedBits.IndexOf(_shape, indexes));

    /// <summary>Views an owned tensor; null is not supplied.</summary>
    public static implicit operator PackedTensorView<T>(PackedTensor<T>? tensor) =>
        tensor is null ? default : new PackedTensorView<T>(tensor.Bytes, tensor.Shape);

    /// <summary>Writes all elements, row-major, to the start of a span, one to each of its places.</summary>
    /// <exception cref="ArgumentException">The destination is shorter than <see cref="Length"/>.</exception>
    public void Unpack(Span<T> destination)
    {
        if (destination.Length < Length)
        {
            TensorErrors.ThrowDestination(destination.Length, _shape, Length, nameof(destination));
        }

        PackedBits.Unpack(Bytes, destination[..Length]);
    }

    /// <summary>All elements, row-major, one to each place of an array.</summary>
    public T[] ToArray()
    {
        T[] elements = new T[Length];
        Unpack(elements);
        return elements;
    }

    /// <summary>A copy that owns its bytes.</summary>
    /// <exception cref="InvalidOperationException">The view is not supplied.</exception>
    public PackedTensor<T> ToTensor()
    {
        if (!IsSupplied)
        {
            TensorErrors.ThrowNotSupplied(nameof(ToTensor));
        }

        return new PackedTensor<T>(Bytes.ToArray(), _shape);
    }

    /// <summary>The type and the shape.</summary>
    public override string ToString() =>
        $"PackedTensorView<{typeof(T).Name}> {(IsSupplied ? _shape.ToString() : "not supplied")}";
}
