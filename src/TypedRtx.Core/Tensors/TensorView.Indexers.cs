namespace TypedRtx;

public readonly ref partial struct TensorView<T>
{
    /// <summary>The element at a position; one index per axis.</summary>
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
