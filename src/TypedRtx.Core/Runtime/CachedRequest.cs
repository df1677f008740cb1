using TypedRtx.Backends;
using TypedRtx.Caching;

namespace TypedRtx.Runtime;

/// <summary>Makes requests with the cache that options ask for.</summary>
internal static class CachedRequest
{
    /// <summary>A request with a store, the identity that may be remembered in it, and the checks of both.</summary>
    public static BackendRequest Of(ModelDescriptor model, ModelSource source, ModelOptions options)
    {
        ICacheStore store = CacheStores.For(options);
        if (store is NoCache || options.Cache.Verify == CacheVerify.Full)
        {
            return new BackendRequest(model, source, options) { Cache = store };
        }

        CacheChecks checks = new(model.Name, options.Logger);
        ModelIdentity identity = ModelIdentity.Of(source, new IdentityMemo(store, checks));
        return new BackendRequest(model, source, options)
        {
            Cache = new ConfirmedStore(store, identity),
            Identity = identity,
            Checks = checks,
        };
    }

    /// <summary>The options with which a model is loaded anew when what it was loaded from turned out to be wrong.</summary>
    public static ModelOptions WithoutDoubt(ModelOptions options) =>
        options with { Cache = options.Cache with { Verify = CacheVerify.Full } };
}
