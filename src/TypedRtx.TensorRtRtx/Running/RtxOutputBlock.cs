using TypedRtx.Backends;
using TypedRtx.Cuda;
using TypedRtx.TensorRtRtx.Interop;

namespace TypedRtx.TensorRtRtx;

/// <summary>Memory for an output whose size shows in the run. It grows and never shrinks.</summary>
/// <param name="stream">What copies of it go through.</param>
internal sealed class RtxOutputBlock(CudaStream stream) : IRtxOutputTarget, IDisposable
{
    private DeviceMemory? _device;
    private HostMemory? _host;

    /// <summary>The memory of the last run; null before the first.</summary>
    public TensorMemory? Memory { get; private set; }

    /// <inheritdoc />
    public RtxDims Dims { get; set; } = new() { Rank = -1 };

    /// <inheritdoc />
    public nint Reserve(long byteLength)
    {
        if (_device is null || _device.ByteLength < byteLength)
        {
            // Every run is waited for, so nothing uses the smaller one; both at once may be too much.
            _device?.Dispose();
            _device = null;
            _device = DeviceMemory.Allocate(stream, byteLength);
        }

        Memory = _device;
        return _device.Address;
    }

    /// <summary>The same for an output that the engine writes on the host.</summary>
    public nint ReserveHost(long byteLength)
    {
        if (_host is null || _host.ByteLength < byteLength)
        {
            _host = HostMemory.Allocate(byteLength);
        }

        Memory = _host;
        return _host.Address;
    }

    public void Dispose() => _device?.Dispose();
}
