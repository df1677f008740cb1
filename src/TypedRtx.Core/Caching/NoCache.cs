namespace TypedRtx.Caching;

/// <summary>Keeps nothing.</summary>
internal sealed class NoCache : ICacheStore
{
    private NoCache()
    {
    }

    /// <summary>The only one.</summary>
    public static NoCache Instance { get; } = new();

    /// <inheritdoc />
    public CacheEntry? Read(CacheKey key) => null;

    /// <inheritdoc />
    public bool Write(CacheKey key, Action<Stream> write) => false;

    /// <inheritdoc />
    public void Quarantine(CacheKey key, string reason)
    {
    }
}
