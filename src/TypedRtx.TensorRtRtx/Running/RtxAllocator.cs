using TypedRtx.Backends;
using TypedRtx.Cuda;

namespace TypedRtx.TensorRtRtx;

/// <summary>Memory for engines on a GPU, before there is one and while one takes another's place.</summary>
internal sealed class RtxAllocator : ITensorAllocator
{
    private readonly CudaContext _cuda;
    private readonly CudaStream _transfers;

    private RtxAllocator(CudaContext cuda, CudaStream transfers)
    {
        _cuda = cuda;
        _transfers = transfers;
    }

    /// <inheritdoc />
    public MemoryKind Resident => MemoryKind.Device;

    /// <summary>Starts the GPU.</summary>
    /// <exception cref="CudaException">The driver could not.</exception>
    public static RtxAllocator Open(CudaDevice device)
    {
        CudaContext cuda = CudaContext.Retain(device);
        try
        {
            return new RtxAllocator(cuda, CudaStream.Create(cuda));
        }
        catch
        {
            cuda.Dispose();
            throw;
        }
    }

    /// <summary>Memory of a kind, whose copies go through a stream.</summary>
    public static TensorMemory Allocate(CudaContext cuda, CudaStream transfers, MemoryKind kind, long byteLength) => kind switch
    {
        MemoryKind.Device => DeviceMemory.Allocate(transfers, byteLength),
        MemoryKind.Pinned => LockedHostMemory.Allocate(cuda, byteLength),
        _ => HostMemory.Allocate(byteLength),
    };

    /// <inheritdoc />
    public TensorMemory Allocate(MemoryKind kind, long byteLength) => Allocate(_cuda, _transfers, kind, byteLength);

    /// <inheritdoc />
    public HostMemory AllocateHost(long byteLength) => LockedHostMemory.AllocateOrPlain(_cuda, byteLength);

    // What was allocated holds both.
    /// <inheritdoc />
    public void Dispose()
    {
        _transfers.Dispose();
        _cuda.Dispose();
    }
}
