namespace TypedRtx;

public abstract partial class ModelBinding
{
    private object?[]? _packed;

    /// <summary>The memory of an input of packed elements, row-major.</summary>
    protected PackedTensor<T> PackedInput<T>(int input)
        where T : struct, IPackedElement<T>
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        _packed ??= new object?[_runtime.Model.Inputs.Length];
        return (PackedTensor<T>)(_packed[input] ??= _buffers.PackedInput<T>(input));
    }

    /// <summary>An output of the last run, of packed elements.</summary>
    /// <exception cref="InvalidOperationException">The shape is known only after the first run.</exception>
    protected PackedTensorView<T> PackedOutput<T>(int output)
        where T : struct, IPackedElement<T>
    {
        RequireOutput(output);
        return _buffers.PackedOutput<T>(output);
    }

    /// <summary>An output of rank 0 of an element type that is packed.</summary>
    /// <exception cref="InvalidOperationException">The value is known only after the first run.</exception>
    protected T PackedOutputScalar<T>(int output)
        where T : struct, IPackedElement<T> => PackedOutput<T>(output)[[]];
}
