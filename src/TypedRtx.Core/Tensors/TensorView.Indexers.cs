using System.Runtime.CompilerServices;

namespace TypedRtx;

public readonly ref partial struct TensorView<T>
{
    /// <summary>The element at an index of a tensor of rank 1.</summary>
    /// <exception cref="ArgumentException">The tensor has another rank.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The index is not inside its axis.</exception>
    public ref readonly T this[int i]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            ref readonly InlineAxes lengths = ref _shape.Inline;
            if (Rank != 1 || (uint)i >= (uint)lengths[0])
            {
                TensorErrors.ThrowIndex(_shape, i);
            }

            return ref At(_isStrided ? (nint)i * _strides[0] : i);
        }
    }

    /// <summary>The element at a position in a tensor of rank 2.</summary>
    /// <exception cref="ArgumentException">The tensor has another rank.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index is not inside its axis.</exception>
    public ref readonly T this[int i, int j]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            ref readonly InlineAxes lengths = ref _shape.Inline;
            if (Rank != 2 || (uint)i >= (uint)lengths[0] || (uint)j >= (uint)lengths[1])
            {
                TensorErrors.ThrowIndex(_shape, i, j);
            }

            return ref At(_isStrided
                ? ((nint)i * _strides[0]) + ((nint)j * _strides[1])
                : ((nint)i * lengths[1]) + j);
        }
    }

    /// <summary>The element at a position in a tensor of rank 3.</summary>
    /// <exception cref="ArgumentException">The tensor has another rank.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index is not inside its axis.</exception>
    public ref readonly T this[int i, int j, int k]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            ref readonly InlineAxes lengths = ref _shape.Inline;
            if (Rank != 3 || (uint)i >= (uint)lengths[0] || (uint)j >= (uint)lengths[1] || (uint)k >= (uint)lengths[2])
            {
                TensorErrors.ThrowIndex(_shape, i, j, k);
            }

            return ref At(_isStrided
                ? ((nint)i * _strides[0]) + ((nint)j * _strides[1]) + ((nint)k * _strides[2])
                : ((((nint)i * lengths[1]) + j) * lengths[2]) + k);
        }
    }

    /// <summary>The element at a position in a tensor of rank 4.</summary>
    /// <exception cref="ArgumentException">The tensor has another rank.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index is not inside its axis.</exception>
    public ref readonly T this[int i, int j, int k, int l]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            ref readonly InlineAxes lengths = ref _shape.Inline;
            if (Rank != 4 || (uint)i >= (uint)lengths[0] || (uint)j >= (uint)lengths[1] || (uint)k >= (uint)lengths[2]
                || (uint)l >= (uint)lengths[3])
            {
                TensorErrors.ThrowIndex(_shape, i, j, k, l);
            }

            return ref At(_isStrided
                ? ((nint)i * _strides[0]) + ((nint)j * _strides[1]) + ((nint)k * _strides[2]) + ((nint)l * _strides[3])
                : ((((((nint)i * lengths[1]) + j) * lengths[2]) + k) * lengths[3]) + l);
        }
    }

    /// <summary>The element at a position in a tensor of any rank; one index per axis, and none for a scalar.</summary>
    /// <exception cref="ArgumentException">The number of indexes is not the rank.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index is not inside its axis.</exception>
    public ref readonly T this[params scoped ReadOnlySpan<int> indexes]
    {
        get
        {
            ReadOnlySpan<int> dimensions = _shape.Dimensions;
            if (indexes.Length != dimensions.Length || !IsSupplied)
            {
                TensorErrors.ThrowIndex(indexes, _shape);
            }

            ReadOnlySpan<int> strides = _isStrided ? Strides : default;
            nint offset = 0;
            for (int axis = 0; axis < dimensions.Length; axis++)
            {
                if ((uint)indexes[axis] >= (uint)dimensions[axis])
                {
                    TensorErrors.ThrowIndex(indexes, _shape);
                }

                offset = strides.IsEmpty
                    ? (offset * dimensions[axis]) + indexes[axis]
                    : offset + ((nint)indexes[axis] * strides[axis]);
            }

            return ref At(offset);
        }
    }
}
