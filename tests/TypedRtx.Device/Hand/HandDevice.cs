using TypedRtx.Backends;
using TypedRtx.Cuda;

namespace TypedRtx.Device.Hand;

/// <summary>Memory of the first GPU, and a queue for copies; or of the host, where there is no GPU.</summary>
internal sealed class HandDevice : IDisposable
{
    private readonly CudaContext? _context;

    private HandDevice(CudaContext? context)
    {
        _context = context;
        Stream = context is null ? null : CudaStream.Create(context);
    }

    /// <summary>The queue for copies; null on the host.</summary>
    public CudaStream? Stream { get; }

    public static HandDevice Open(bool isOnGpu)
    {
        if (!isOnGpu)
        {
            return new HandDevice(null);
        }

        CudaLibrary library = CudaLibrary.TryLoad(null, out string reason) ?? throw new InvalidOperationException(reason);
        CudaDevice device = library.TryGetDevice(0, out reason) ?? throw new InvalidOperationException(reason);
        return new HandDevice(CudaContext.Retain(device));
    }

    public TensorMemory Allocate(long byteLength) =>
        Stream is null ? HostMemory.Allocate(byteLength) : DeviceMemory.Allocate(Stream, byteLength);

    /// <summary>Memory of the host that the GPU copies from and to without staging.</summary>
    public HostMemory AllocateHost(long byteLength) =>
        _context is null ? HostMemory.Allocate(byteLength) : LockedHostMemory.AllocateOrPlain(_context, byteLength);

    /// <summary>Used bytes of the GPU, by all processes; of the host, by this one.</summary>
    public long UsedBytes() => _context?.MemoryInfo() is var (free, total) ? total - free : Environment.WorkingSet;

    public void Dispose()
    {
        Stream?.Dispose();
        _context?.Dispose();
    }
}
