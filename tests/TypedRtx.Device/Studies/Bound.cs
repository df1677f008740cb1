using TypedRtx.Runtime;

namespace TypedRtx.Device.Studies;

/// <summary>A model of ours and a binding of it, with tensors on the device or on the host.</summary>
internal sealed class Bound : IDisposable
{
    private readonly GenericDeviceBinding? _device;
    private readonly GenericBinding? _host;

    private Bound(GenericModel model, int[] dims, bool isOnHost)
    {
        Model = model;
        _device = isOnHost ? null : model.BindDevice(dims);
        _host = isOnHost ? model.Bind(dims) : null;
    }

    public GenericModel Model { get; }

    public static Bound Load(ModelDescriptor descriptor, ModelOptions options, int[] dims, bool isOnHost = false)
    {
        GenericModel model = GenericModel.Load(descriptor, options);
        try
        {
            return new Bound(model, dims, isOnHost);
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    public void Fill(byte[][] inputs)
    {
        if (_device is not null)
        {
            TestInputs.Fill(Model, _device, inputs);
        }
        else
        {
            TestInputs.Fill(Model, _host!, inputs);
        }
    }

    public void Run()
    {
        if (_device is not null)
        {
            _device.Run();
        }
        else
        {
            _host!.Run();
        }
    }

    public byte[][] Outputs() => _device is not null ? OutputCheck.Of(Model, _device) : OutputCheck.Of(Model, _host!);

    public void Dispose()
    {
        _device?.Dispose();
        _host?.Dispose();
        Model.Dispose();
    }
}
