using System.Collections.Concurrent;

namespace TypedRtx.Caching;

/// <summary>A store with a bundle behind it, which gives what the store does not have.</summary>
internal sealed class BundledStore(ICacheStore store, CacheBundle bundle) : ICacheStore
{
    // Bundles are not written. What turned out to be useless is not read again by this model.
    private readonly ConcurrentDictionary<CacheKey, bool> _useless = new();

    public CacheEntry? Read(CacheKey key) => Read(key, null);

    public CacheEntry? Read(CacheKey key, CacheChecks? checks) =>
        store.Read(key, checks) ?? (_useless.ContainsKey(key) ? null : bundle.Read(key, checks));

    public bool Write(CacheKey key, Action<Stream> write) => store.Write(key, write);

    public void Quarantine(CacheKey key, string reason)
    {
        _useless[key] = true;
        store.Quarantine(key, reason);
    }

    public IDisposable? Lock(CacheKey key, TimeSpan timeout, CancellationToken cancellationToken = default) =>
        store.Lock(key, timeout, cancellationToken);
}
