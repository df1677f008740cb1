using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TypedRtx;

public readonly ref partial struct TensorView<T>
{
    /// <summary>Views an array as rank 1; null is not supplied.</summary>
    public static implicit operator TensorView<T>(T[]? array) => array is null ? default : Flat(array);

    /// <summary>Views an array with its own lengths; null is not supplied.</summary>
    public static implicit operator TensorView<T>(T[,]? array) =>
        array is null ? default : FromArray(array, [array.GetLength(0), array.GetLength(1)]);

    /// <summary>Views an array with its own lengths; null is not supplied.</summary>
    public static implicit operator TensorView<T>(T[,,]? array) => array is null
        ? default
        : FromArray(array, [array.GetLength(0), array.GetLength(1), array.GetLength(2)]);

    /// <summary>Views an array with its own lengths; null is not supplied.</summary>
    public static implicit operator TensorView<T>(T[,,,]? array) => array is null
        ? default
        : FromArray(array, [array.GetLength(0), array.GetLength(1), array.GetLength(2), array.GetLength(3)]);

    /// <summary>Views a span as rank 1; an empty one is a supplied tensor without elements.</summary>
    public static implicit operator TensorView<T>(Span<T> span) => Flat(span);

    /// <summary>Views a span as rank 1; an empty one is a supplied tensor without elements.</summary>
    public static implicit operator TensorView<T>(ReadOnlySpan<T> span) => Flat(span);

    /// <summary>Views memory as rank 1; an empty one is a supplied tensor without elements.</summary>
    public static implicit operator TensorView<T>(Memory<T> memory) => Flat(memory.Span);

    /// <summary>Views memory as rank 1; an empty one is a supplied tensor without elements.</summary>
    public static implicit operator TensorView<T>(ReadOnlyMemory<T> memory) => Flat(memory.Span);

    /// <summary>Views a tensor with its lengths and strides; null is not supplied.</summary>
    public static implicit operator TensorView<T>(Tensor<T>? tensor) =>
        tensor is null ? default : tensor.AsReadOnlyTensorSpan();

    /// <summary>Views a tensor span with its lengths and strides; <c>default</c> is not supplied.</summary>
    public static implicit operator TensorView<T>(TensorSpan<T> tensor) => (ReadOnlyTensorSpan<T>)tensor;

    /// <summary>Views a tensor span with its lengths and strides; <c>default</c> is not supplied.</summary>
    /// <exception cref="ArgumentException">A length, a stride or the element count is above 2,147,483,647.</exception>
    public static implicit operator TensorView<T>(ReadOnlyTensorSpan<T> tensor)
    {
        int rank = tensor.Rank;
        if (rank == 0)
        {
            return default;
        }

        InlineAxes inlineDimensions = default;
        InlineAxes inlineStrides = default;
        bool isInline = rank <= TensorShape.MaxInlineRank;
        Span<int> dimensions = isInline ? ((Span<int>)inlineDimensions)[..rank] : new int[rank];
        Span<int> strides = isInline ? ((Span<int>)inlineStrides)[..rank] : new int[rank];
        TensorErrors.Narrow(tensor.Lengths, dimensions, "length", nameof(tensor));
        TensorErrors.Narrow(tensor.Strides, strides, "stride", nameof(tensor));

        // GetSpan and TryGetSpan refuse dense tensors with a unit axis, and pinning ignores the start of a slice.
        // The reference goes through a span because the compiler ties it to the parameter and not to what that views.
        ReadOnlySpan<T> first = tensor.IsEmpty
            ? default
            : MemoryMarshal.CreateReadOnlySpan(in TensorMarshal.GetReference(in tensor), 1);
        return new TensorView<T>(in FirstOf(first), dimensions, strides);
    }

    /// <summary>The same elements as a tensor span; a scalar becomes <c>[1]</c>, since those have no rank 0.</summary>
    public static implicit operator ReadOnlyTensorSpan<T>(TensorView<T> view) => view.AsTensorSpan();

    /// <summary>
    /// The same elements as a tensor span, for the operations of <see cref="Tensor"/>. A scalar becomes <c>[1]</c>,
    /// since tensor spans have no rank 0; from rank 6 on they allocate.
    /// </summary>
    public ReadOnlyTensorSpan<T> AsTensorSpan()
    {
        if (!IsSupplied)
        {
            return default;
        }

        if (Rank == 0)
        {
            return new ReadOnlyTensorSpan<T>(Span);
        }

        bool isInline = Rank <= TensorShape.MaxInlineRank;
        Span<nint> lengths = isInline ? stackalloc nint[TensorShape.MaxInlineRank] : new nint[Rank];
        lengths = lengths[..Rank];
        Widen(_shape.Dimensions, lengths);
        if (!_isStrided)
        {
            return new ReadOnlyTensorSpan<T>(Span, lengths);
        }

        Span<nint> strides = isInline ? stackalloc nint[TensorShape.MaxInlineRank] : new nint[Rank];
        strides = strides[..Rank];
        Widen(Strides, strides);
        nint extent = 1;
        for (int axis = 0; axis < lengths.Length; axis++)
        {
            // Tensor spans demand stride 0 on axes of length 1.
            strides[axis] = lengths[axis] == 1 ? 0 : strides[axis];
            extent += (lengths[axis] - 1) * strides[axis];
        }

        return TensorMarshal.CreateReadOnlyTensorSpan(
            ref Unsafe.AsRef(in _reference), extent, lengths, strides, pinned: false);
    }

    /// <summary>
    /// A copy that owns its elements, row-major. A scalar becomes <c>[1]</c>, since tensors have no rank 0.
    /// </summary>
    /// <exception cref="InvalidOperationException">The view is not supplied.</exception>
    public Tensor<T> ToTensor()
    {
        if (!IsSupplied)
        {
            TensorErrors.ThrowNotSupplied(nameof(ToTensor));
        }

        nint[] lengths = Rank == 0 ? [1] : new nint[Rank];
        if (Rank != 0)
        {
            Widen(_shape.Dimensions, lengths);
        }

        return Tensor.Create(ToArray(), lengths);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TensorView<T> Flat(ReadOnlySpan<T> data) =>
        new(in FirstOf(data), data.Length, TensorShape.Flat(data.Length));

    private static TensorView<T> FromArray(Array array, scoped ReadOnlySpan<int> dimensions) => new(
        in Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(array)),
        array.Length,
        new TensorShape(dimensions));

    private static void Widen(ReadOnlySpan<int> source, Span<nint> destination)
    {
        for (int axis = 0; axis < source.Length; axis++)
        {
            destination[axis] = source[axis];
        }
    }
}
