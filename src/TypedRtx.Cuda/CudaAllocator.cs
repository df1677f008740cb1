using TypedRtx.Backends;

namespace TypedRtx.Cuda;

/// <summary>Memory on a GPU for sessions that are not there yet, or take each other's place.</summary>
internal sealed class CudaAllocator : ITensorAllocator
{
    private readonly CudaContext _cuda;
    private readonly CudaStream _transfers;

    private CudaAllocator(CudaContext cuda, CudaStream transfers)
    {
        _cuda = cuda;
        _transfers = transfers;
    }

    /// <inheritdoc />
    public MemoryKind Resident => MemoryKind.Device;

    /// <summary>Starts the GPU.</summary>
    /// <exception cref="CudaException">The driver could not.</exception>
    public static CudaAllocator Open(CudaDevice device)
    {
        CudaContext cuda = CudaContext.Retain(device);
        try
        {
            return new CudaAllocator(cuda, CudaStream.Create(cuda));
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
