namespace TypedRtx.Device;

/// <summary>Inputs and outputs on the device, by number.</summary>
internal sealed class GenericDeviceBinding(GenericModel model, scoped ReadOnlySpan<int> symbols) : ModelDeviceBinding(model, symbols)
{
    public DeviceTensor<T> In<T>(int input)
        where T : unmanaged => Input<T>(input);

    public DeviceTensor<T> Out<T>(int output)
        where T : unmanaged => Output<T>(output);
}
