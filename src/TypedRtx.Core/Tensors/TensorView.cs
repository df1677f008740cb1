using System.Diagnostics.CodeAnalysis;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TypedRtx;

/// <summary>
/// Elements somebody else owns, with a shape: the one type in which tensors enter a model and leave it.
/// </summary>
/// <typeparam name="T">The element type; <see cref="string"/> works too.</typeparam>
/// <remarks>
/// <para>
/// Arrays, spans, memories, <see cref="Tensor{T}"/> and tensor spans convert to it without a copy and without an
/// allocation up to rank 8, so a parameter of this type takes any of them. It is not supplied for <c>default</c> and
/// for null arrays and tensors, which is not the same as a supplied tensor without elements.
/// </para>
/// <para>
/// A view of rank 1 is flat data to a model whose input has another rank: it takes the shape of that input.
/// </para>
/// </remarks>
[CollectionBuilder(typeof(TensorViewBuilder), nameof(TensorViewBuilder.Create))]
public readonly ref partial struct TensorView<T>
{
    // A reference and not a span: the element count shares its word with the flag, and 96 bytes copy as three vectors.
    private readonly ref readonly T _reference;
    private readonly int _length;
    private readonly bool _isStrided;
    private readonly TensorShape _shape;
    private readonly InlineAxes _strides;

    /// <summary>Views row-major elements with a shape.</summary>
    /// <param name="data">All elements of the tensor, the last axis contiguous.</param>
    /// <param name="shape">The lengths of the axes; their product is the length of <paramref name="data"/>.</param>
    /// <exception cref="ArgumentException">The number of elements is not that of the shape.</exception>
    public TensorView(ReadOnlySpan<T> data, TensorShape shape)
    {
        if (!shape.IsSupplied || shape.Length != data.Length)
        {
            TensorErrors.ThrowLength(data.Length, shape, nameof(data));
        }

        _reference = ref FirstOf(data);
        _length = data.Length;
        _shape = shape;
    }

    /// <summary>Views elements that are spaced: a slice, a transposed or a repeated tensor.</summary>
    /// <param name="data">The storage, from the first element of the tensor on.</param>
    /// <param name="shape">The lengths of the axes.</param>
    /// <param name="strides">Per axis, the distance of neighbours in elements, 0 or more; 0 repeats an element.</param>
    /// <exception cref="ArgumentException">The strides do not fit the shape, or it reaches past the storage.</exception>
    public TensorView(ReadOnlySpan<T> data, TensorShape shape, scoped ReadOnlySpan<int> strides)
    {
        TensorErrors.CheckLayout(data.Length, shape, strides);
        this = new TensorView<T>(in FirstOf(data), shape.Dimensions, strides);
    }

    // Dense, and known to fit.
    private TensorView(ref readonly T reference, int length, scoped in TensorShape shape)
    {
        _reference = ref reference;
        _length = length;
        _shape = shape;
    }

    // Maybe spaced, and known to fit.
    private TensorView(ref readonly T reference, scoped ReadOnlySpan<int> dimensions, scoped ReadOnlySpan<int> strides)
    {
        _reference = ref reference;
        _length = TensorErrors.CheckCount(dimensions);
        _isStrided = _length != 0 && !IsRowMajor(dimensions, strides);
        if (!_isStrided)
        {
            _shape = new TensorShape(dimensions);
        }
        else if (dimensions.Length <= TensorShape.MaxInlineRank)
        {
            _shape = new TensorShape(dimensions);
            strides.CopyTo(_strides);
        }
        else
        {
            _shape = new TensorShape(dimensions, strides);
        }
    }

    /// <summary>The lengths of the axes.</summary>
    [UnscopedRef]
    public ref readonly TensorShape Shape => ref _shape;

    /// <summary>The number of axes; 0 for a scalar.</summary>
    public int Rank => _shape.Rank;

    /// <summary>The number of elements; 1 for a scalar.</summary>
    public int Length => _length;

    /// <summary>Whether there is a tensor at all; false for <c>default</c> and for what came from null.</summary>
    public bool IsSupplied => _shape.IsSupplied;

    /// <summary>Whether the elements lie row-major without gaps, so that <see cref="Span"/> gives them.</summary>
    public bool IsDense => !_isStrided;

    /// <summary>All elements, row-major.</summary>
    /// <exception cref="InvalidOperationException">The view is strided.</exception>
    public ReadOnlySpan<T> Span
    {
        get
        {
            if (_isStrided)
            {
                TensorErrors.ThrowStrided(_shape, nameof(Span));
            }

            return MemoryMarshal.CreateReadOnlySpan(in _reference, _length);
        }
    }

    /// <summary>The first element; a valid address also where there is none, unless the view is not supplied.</summary>
    internal ref readonly T Reference => ref _reference;

    [UnscopedRef]
    private ReadOnlySpan<int> Strides => _shape.Rank <= TensorShape.MaxInlineRank
        ? ((ReadOnlySpan<int>)_strides)[.._shape.Rank]
        : _shape.OutlinedStrides;

    /// <summary>The sub-tensor at an index of the first axis: one rank less.</summary>
    /// <exception cref="ArgumentException">The view is a scalar.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The index is not inside the first axis.</exception>
    public TensorView<T> Row(int index)
    {
        ReadOnlySpan<int> dimensions = _shape.Dimensions;
        if (dimensions.IsEmpty || (uint)index >= (uint)dimensions[0])
        {
            TensorErrors.ThrowRow(index, _shape);
        }

        if (_isStrided)
        {
            ReadOnlySpan<int> strides = Strides;
            return new TensorView<T>(in At((nint)index * strides[0]), dimensions[1..], strides[1..]);
        }

        int length = _length / dimensions[0];
        return new TensorView<T>(in At((nint)index * length), length, new TensorShape(dimensions[1..]));
    }

    /// <summary>Consecutive indexes of the first axis, with the rank kept.</summary>
    /// <exception cref="ArgumentException">The view is a scalar.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The range is not inside the first axis.</exception>
    public TensorView<T> Rows(int start, int count)
    {
        ReadOnlySpan<int> dimensions = _shape.Dimensions;
        if (dimensions.IsEmpty || (uint)start > (uint)dimensions[0] || (uint)count > (uint)(dimensions[0] - start))
        {
            TensorErrors.ThrowRows(start, count, _shape);
        }

        InlineAxes inline = default;
        Span<int> part = dimensions.Length <= TensorShape.MaxInlineRank ? inline : new int[dimensions.Length];
        part = part[..dimensions.Length];
        dimensions.CopyTo(part);
        part[0] = count;
        if (_isStrided)
        {
            return new TensorView<T>(in At((nint)start * Strides[0]), part, Strides);
        }

        int length = dimensions[0] == 0 ? 0 : _length / dimensions[0];
        return new TensorView<T>(in At((nint)start * length), count * length, new TensorShape(part));
    }

    /// <summary>The same elements with other lengths; one of them may be -1 and is computed.</summary>
    /// <exception cref="InvalidOperationException">The view is strided.</exception>
    /// <exception cref="ArgumentException">The lengths do not multiply to the number of elements.</exception>
    public TensorView<T> Reshape(params scoped ReadOnlySpan<int> dimensions)
    {
        TensorShape shape = TensorErrors.Infer(_length, dimensions);
        return new TensorView<T>(Span, shape);
    }

    /// <summary>A copy of the elements, row-major.</summary>
    public T[] ToArray()
    {
        if (!_isStrided)
        {
            return Span.ToArray();
        }

        T[] array = GC.AllocateUninitializedArray<T>(_length);
        CopyTo(array);
        return array;
    }

    /// <summary>Copies the elements row-major to the start of a span; spaced elements are packed.</summary>
    /// <exception cref="ArgumentException">The destination is shorter than <see cref="Length"/>.</exception>
    public void CopyTo(Span<T> destination)
    {
        if (destination.Length < _length)
        {
            TensorErrors.ThrowDestination(destination.Length, _shape, _length, nameof(destination));
        }

        if (!_isStrided)
        {
            Span.CopyTo(destination);
            return;
        }

        StridedCopy.Pack(in _reference, _shape.Dimensions, Strides, destination);
    }

    /// <summary>The type, the shape and whether the view is strided.</summary>
    public override string ToString()
    {
        string text = $"TensorView<{typeof(T).Name}>";
        return IsSupplied ? $"{text} {_shape}{(_isStrided ? " strided" : "")}" : $"{text} not supplied";
    }

    /// <summary>The elements as a span, where they lie row-major without gaps.</summary>
    internal bool TryGetDense(out ReadOnlySpan<T> elements)
    {
        elements = _isStrided ? default : MemoryMarshal.CreateReadOnlySpan(in _reference, _length);
        return !_isStrided;
    }

    private static bool IsRowMajor(ReadOnlySpan<int> dimensions, ReadOnlySpan<int> strides)
    {
        long expected = 1;
        for (int axis = dimensions.Length - 1; axis >= 0; axis--)
        {
            // Nothing steps along an axis of length 1, so its stride may be anything.
            if (dimensions[axis] != 1 && strides[axis] != expected)
            {
                return false;
            }

            expected *= dimensions[axis];
        }

        return true;
    }

    // An empty span may hold a null reference, which native code and tensor spans refuse.
    private static ref readonly T FirstOf(ReadOnlySpan<T> data)
    {
        if (data.IsEmpty)
        {
            return ref MemoryMarshal.GetArrayDataReference(Array.Empty<T>());
        }

        return ref MemoryMarshal.GetReference(data);
    }

    private ref readonly T At(nint offset) => ref Unsafe.Add(ref Unsafe.AsRef(in _reference), offset);
}
