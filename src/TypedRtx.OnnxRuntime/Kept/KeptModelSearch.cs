using TypedRtx.Backends;
using TypedRtx.Caching;
using TypedRtx.OnnxRuntime.Native;

namespace TypedRtx.OnnxRuntime;

/// <summary>What a cache has of a model.</summary>
/// <param name="Parts">What is kept; null where nothing is.</param>
/// <param name="IsRefused">Whether it was found out before that the model cannot be kept.</param>
internal readonly record struct KeptModelSearch(KeptModelParts? Parts, bool IsRefused)
{
    // Some ten milliseconds. A larger model that nothing is remembered of was not loaded here before, so nothing is kept of it either,
    // or it lies in memory.
    private const long QuicklyHashed = 16L << 20;

    /// <summary>Looks into the cache of a request. Damaged entries are put aside, and are none.</summary>
    public static KeptModelSearch In(BackendRequest request, OrtLibrary library, CancellationToken cancellationToken)
    {
        try
        {
            return request.Identity.Hash(QuicklyHashed, cancellationToken) is { } hash
                ? Find(request, hash, KeptModelKeys.OfModel(hash, library))
                : default;
        }
        catch (ModelFileException)
        {
            // Loading the model says what is wrong.
            return default;
        }
    }

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
