namespace TypedRtx.Caching;

/// <summary>
/// The store of a model whose hash may only be remembered: nothing is written under a hash before it is known to be that of the model.
/// </summary>
internal sealed class ConfirmedStore(ICacheStore store, ModelIdentity identity) : ICacheStore
{
    public CacheEntry? Read(CacheKey key) => store.Read(key);

    public CacheEntry? Read(CacheKey key, CacheChecks? checks) => store.Read(key, checks);

    public bool Write(CacheKey key, Action<Stream> write) => IsConfirmed() && store.Write(key, write);

    public void Quarantine(CacheKey key, string reason) => store.Quarantine(key, reason);

    public IDisposable? Lock(CacheKey key, TimeSpan timeout, CancellationToken cancellationToken = default) =>
        store.Lock(key, timeout, cancellationToken);

    private bool IsConfirmed()
    {
        try
        {
            return identity.Confirm();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What cannot be read now is not known.
            return false;
        }
    }
}
