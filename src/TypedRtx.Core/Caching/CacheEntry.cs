namespace TypedRtx.Caching;

/// <summary>The payload of an entry, in memory that stays until it is disposed.</summary>
internal abstract class CacheEntry : IDisposable
{
    /// <summary>The address of the first byte, aligned to 64 bytes.</summary>
    public abstract nint Address { get; }

    /// <summary>The length of the payload in bytes.</summary>
    public abstract long ByteLength { get; }

    /// <summary>Frees the memory.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees the memory.</summary>
    protected abstract void Dispose(bool disposing);
}
