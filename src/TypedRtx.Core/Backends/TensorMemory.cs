namespace TypedRtx.Backends;

/// <summary>A block of memory that tensors are bound to.</summary>
public abstract class TensorMemory : IDisposable
{
    /// <summary>Describes a block.</summary>
    protected TensorMemory(MemoryKind kind, nint address, long byteLength)
    {
        Kind = kind;
        Address = address;
        ByteLength = byteLength;
    }

    /// <summary>Where the block lies.</summary>
    public MemoryKind Kind { get; }

    /// <summary>Its address, on the host or the device as <see cref="Kind"/> says; never null, also for no bytes.</summary>
    public nint Address { get; }

    /// <summary>Its size in bytes.</summary>
    public long ByteLength { get; }

    /// <summary>Frees the block where it is not the garbage collector's.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees the block.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}
