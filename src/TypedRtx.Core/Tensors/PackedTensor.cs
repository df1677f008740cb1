using System.Diagnostics.CodeAnalysis;

namespace TypedRtx;

/// <summary>
/// A tensor of elements of less than a byte that owns its bytes, or stands for the memory of a binding's input.
/// </summary>
/// <typeparam name="T">The element type: <see cref="Int4"/>, <see cref="UInt4"/>, <see cref="Float4E2M1"/>,
/// <see cref="Int2"/> or <see cref="UInt2"/>.</typeparam>
/// <remarks>
/// Packed row-major over the whole tensor without gaps, the first element in the lowest bits of the first byte.
/// </remarks>
[SuppressMessage("Naming", "CA1711", Justification = "It is a tensor.")]
public sealed class PackedTensor<T>
    where T : struct, IPackedElement<T>
{
    private readonly Memory<byte> _bytes;
    private readonly TensorShape _shape;

    /// <summary>Makes a tensor of zeros.</summary>
    /// <exception cref="ArgumentException">The shape holds too many elements.</exception>
    public PackedTensor(TensorShape shape)
        : this(new byte[PackedBits.ByteLength<T>(TensorErrors.CheckCount(shape.Dimensions))], shape)
    {
    }

    /// <summary>Makes a tensor over bytes, which it keeps and does not copy.</summary>
    /// <param name="bytes">All elements of the tensor, packed.</param>
    /// <param name="shape">The lengths of the axes, in elements.</param>
    /// <exception cref="ArgumentException">The number of bytes is not that of the shape.</exception>
    public PackedTensor(Memory<byte> bytes, TensorShape shape)
    {
        Length = PackedBits.CheckLength<T>(bytes.Length, shape);
        _bytes = bytes;
        _shape = shape;
    }

    /// <summary>The lengths of the axes, in elements.</summary>
    public ref readonly TensorShape Shape => ref _shape;

    /// <summary>The number of axes; 0 for a scalar.</summary>
    public int Rank => _shape.Rank;

    /// <summary>The number of elements; 1 for a scalar.</summary>
    public int Length { get; }

    /// <summary>All elements, packed.</summary>
    public Span<byte> Bytes => _bytes.Span;

    /// <summary>The element at a position; one index per axis, and none for a scalar.</summary>
    /// <exception cref="ArgumentException">The number of indexes is not the rank.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index is not inside its axis.</exception>
    public T this[params scoped ReadOnlySpan<int> indexes]
    {
        get => PackedBits.Get<T>(Bytes, PackedBits.IndexOf(_shape, indexes));
        set => PackedBits.Set(Bytes, PackedBits.IndexOf(_shape, indexes), value);
    }

    /// <summary>Makes a tensor of elements that are given row-major, one in each place.</summary>
    /// <exception cref="ArgumentException">The number of elements is not that of the shape.</exception>
    public static PackedTensor<T> Pack(ReadOnlySpan<T> elements, TensorShape shape)
    {
        PackedTensor<T> tensor = new(shape);
        tensor.Pack(elements);
        return tensor;
    }

    /// <summary>Replaces all elements by those given row-major, one in each place.</summary>
    /// <exception cref="ArgumentException">The number of elements is another one.</exception>
    public void Pack(ReadOnlySpan<T> elements)
    {
        if (elements.Length != Length)
        {
            TensorErrors.ThrowLength(elements.Length, _shape, nameof(elements));
        }

        PackedBits.Pack(elements, Bytes);
    }

    /// <summary>Writes all elements, row-major, to the start of a span, one to each of its places.</summary>
    /// <exception cref="ArgumentException">The destination is shorter than <see cref="Length"/>.</exception>
    public void Unpack(Span<T> destination) => ((PackedTensorView<T>)this).Unpack(destination);

    /// <summary>All elements, row-major, one to each place of an array.</summary>
    public T[] ToArray() => ((PackedTensorView<T>)this).ToArray();

    /// <summary>The type and the shape.</summary>
    public override string ToString() => $"PackedTensor<{typeof(T).Name}> {_shape}";
}
