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

    /// <summary>Copies bytes to the host; returns when they are there.</summary>
    /// <param name="offset">The first byte in the block.</param>
    /// <param name="destination">Where they go.</param>
    public abstract void Read(long offset, Span<byte> destination);

    /// <summary>Copies bytes from the host; returns when the source may change.</summary>
    /// <param name="offset">The first byte in the block.</param>
    /// <param name="source">What is copied.</param>
    public abstract void Write(long offset, ReadOnlySpan<byte> source);

    /// <summary>Fills the block with zeros.</summary>
    public abstract void Clear();

    /// <summary>
    /// Whether <see cref="CopyTo"/> copies into a block, which another session may have allocated; where it does not, bytes go
    /// through the host. Blocks of one class reach each other unless the class says otherwise.
    /// </summary>
    public virtual bool Reaches(TensorMemory destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        return destination.GetType() == GetType();
    }

    /// <summary>Copies rows into another block, from its first byte on; returns when they are there.</summary>
    /// <param name="destination">A block that this one reaches and that is not this one.</param>
    /// <param name="rows">How the rows lie in both.</param>
    public abstract void CopyTo(TensorMemory destination, in MemoryRows rows);

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
