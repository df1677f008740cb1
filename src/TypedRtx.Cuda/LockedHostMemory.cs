using TypedRtx.Backends;
using TypedRtx.Cuda.Native;

namespace TypedRtx.Cuda;

/// <summary>
/// Host memory of the garbage collector whose pages the driver has locked, so that the GPU copies it without staging. It is
/// unlocked on disposal, or by the finalizer, before the block can be collected.
/// </summary>
internal sealed unsafe class LockedHostMemory : HostMemory
{
    /// <summary>What is smaller is not worth a page's lock: the driver copies it at once.</summary>
    public const int SmallestByteLength = 64 * 1024;

    private readonly CudaContext _context;
    private bool _isLocked;
    private bool _holdsContext;

    private LockedHostMemory(CudaContext context, long byteLength)
        : base(MemoryKind.Pinned, byteLength, Environment.SystemPageSize)
    {
        bool added = false;
        context.DangerousAddRef(ref added);
        _context = context;
        _holdsContext = added;
    }

    /// <summary>Unlocks memory that was forgotten.</summary>
    ~LockedHostMemory() => Unlock();

    /// <summary>Host memory for copies to and from a GPU: locked where that pays and the driver does it.</summary>
    /// <param name="context">The GPU's context, which is made current.</param>
    /// <param name="byteLength">The size in bytes.</param>
    public static HostMemory AllocateOrPlain(CudaContext context, long byteLength)
    {
        if (byteLength < SmallestByteLength || byteLength > MaxByteLength - (2 * Environment.SystemPageSize))
        {
            return HostMemory.Allocate(byteLength);
        }

        // A limit on locked pages makes copies slower and nothing else.
        LockedHostMemory memory = new(context, byteLength);
        if (memory.Lock() == CudaResult.Success)
        {
            return memory;
        }

        memory.Dispose();
        return HostMemory.Allocate(byteLength);
    }

    /// <summary>Allocates locked memory of any size; of no bytes there is nothing to lock.</summary>
    /// <param name="context">The GPU's context, which is made current.</param>
    /// <param name="byteLength">The size in bytes.</param>
    /// <exception cref="CudaException">The driver could not lock it.</exception>
    public static HostMemory Allocate(CudaContext context, long byteLength)
    {
        if (byteLength == 0)
        {
            return HostMemory.Allocate(byteLength);
        }

        LockedHostMemory memory = new(context, byteLength);
        CudaResult result = memory.Lock();
        if (result != CudaResult.Success)
        {
            memory.Dispose();
            CudaErrors.ThrowIfFailed(context.Library, result, "lock pages of the host's memory");
        }

        return memory;
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        Unlock();
        base.Dispose(disposing);
    }

    private CudaResult Lock()
    {
        _context.MakeCurrent();

        // The pages that the block covers are its own.
        long page = Environment.SystemPageSize;
        long whole = (ByteLength + page - 1) & -page;
        CudaResult result = _context.Library.Api.MemHostRegister((void*)Address, (nuint)whole, 0);
        _isLocked = result == CudaResult.Success;
        return result;
    }

    private void Unlock()
    {
        if (Interlocked.Exchange(ref _isLocked, false))
        {
            _ = _context.TryMakeCurrent();
            _ = _context.Library.Api.MemHostUnregister((void*)Address);
        }

        if (Interlocked.Exchange(ref _holdsContext, false))
        {
            _context.DangerousRelease();
        }
    }
}
