using TypedRtx.Runtime;

namespace TypedRtx;

/// <content>Tensors whose names differ in a number alone.</content>
public abstract partial class ModelBinding : ITensorOutputs
{
    /// <inheritdoc />
    TensorView<T> ITensorOutputs.Output<T>(int output) => Output<T>(output);

    internal Span<T> InputOf<T>(int input) => Input<T>(input);

    /// <summary>The memory of several inputs.</summary>
    /// <param name="inputs">Their indexes, in the order of the numbers in their names; memory that does not move.</param>
    protected SpanFamily<T> InputFamily<T>(ReadOnlySpan<int> inputs)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return new SpanFamily<T>(this, inputs);
    }

    /// <summary>Several outputs of the last run.</summary>
    /// <param name="outputs">Their indexes, in the order of the numbers in their names; memory that does not move.</param>
    protected TensorFamily<T> OutputFamily<T>(ReadOnlySpan<int> outputs)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return new TensorFamily<T>(this, outputs);
    }
}
