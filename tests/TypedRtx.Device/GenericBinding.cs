namespace TypedRtx.Device;

/// <summary>Inputs and outputs on the host, by number.</summary>
internal sealed class GenericBinding(GenericModel model, scoped ReadOnlySpan<int> symbols) : ModelBinding(model, symbols)
{
    public Span<T> In<T>(int input) => Input<T>(input);

    public TensorView<T> Out<T>(int output) => Output<T>(output);
}
