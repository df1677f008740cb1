using TypedRtx.Backends;
using TypedRtx.Caching;
using TypedRtx.OnnxRuntime.Native;

namespace TypedRtx.OnnxRuntime;

/// <summary>What a cache has of a model.</summary>
/// <param name="Parts">What is kept; null where nothing is.</param>
/// <param name="IsRefused">Whether it was found out before that the model cannot be kept.</param>
internal readonly record struct KeptModelSearch(KeptModelParts? Parts, bool IsRefused)
{
    // Some ten milliseconds. Of a larger model nothing is found unless its hash is remembered.
    private const long QuicklyHashed = 16L << 20;

    /// <summary>Looks into the cache of a request. Damaged entries are put aside, and are none.</summary>
    public static KeptModelSearch In(BackendRequest request, OrtLibrary library, CancellationToken cancellationToken)
    {
        try
        {
            return request.Identity.Hash(MostHashed(request), cancellationToken) is { } hash
                ? Find(request, hash, KeptModelKeys.OfModel(hash, library))
                : default;
        }
        catch (ModelFileException)
        {
            // Loading the model says what is wrong.
            return default;
        }
    }

    // A model whose hash would be remembered and is not was not loaded here before, so nothing is kept of it but what a bundle brings, or
    // somebody else put there.
    private static long MostHashed(BackendRequest request) =>
        request.Identity.IsRemembered && request.Options.Cache is { Mode: CacheMode.ReadWrite, Bundle: null or "" }
            ? IdentityMemo.LeastByteLength
            : QuicklyHashed;

    private static KeptModelSearch Find(BackendRequest request, string hash, CacheKey key)
    {
        if (request.Cache.Read(key) is not { } entry)
        {
            return default;
        }

        KeptModelParts? parts = null;
        try
        {
            if (KeptModelRecord.Read(entry.Address, entry.ByteLength, out long graph) is not { } record)
            {
                request.Cache.Quarantine(key, "it is no optimised model as this version writes them");
                return default;
            }

            if (record.Refusal.Length > 0)
            {
                return new KeptModelSearch(null, IsRefused: true);
            }

            CacheEntry? weights = record.Weights.Length == 0
                ? null
                : request.Cache.Read(KeptModelKeys.OfWeights(hash, record.Weights), request.Checks);
            parts = weights is null && record.Weights.Length > 0
                ? null
                : KeptModelParts.Join(key, entry, record, graph, weights);
            return new KeptModelSearch(parts, IsRefused: false);
        }
        finally
        {
            if (parts is null)
            {
                entry.Dispose();
            }
        }
    }
}
