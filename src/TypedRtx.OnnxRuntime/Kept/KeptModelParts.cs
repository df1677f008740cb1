using TypedRtx.Caching;
using TypedRtx.Runtime;
using TypedRtx.Signatures;

namespace TypedRtx.OnnxRuntime;

/// <summary>What was found of an optimised model in a cache, before the library runs.</summary>
/// <param name="Key">The entry's key.</param>
/// <param name="Entry">The entry with the graph; null where the model cannot be kept.</param>
/// <param name="GraphOffset">Where the graph begins in it.</param>
/// <param name="Weights">The weights.</param>
internal sealed record KeptModelParts(CacheKey Key, CacheEntry Entry, long GraphOffset, OrtStoredWeights Weights) : IDisposable
{
    /// <summary>Puts together what an entry says; null where a part of it is gone.</summary>
    /// <param name="key">The entry's key.</param>
    /// <param name="entry">The entry, taken over where it is used.</param>
    /// <param name="record">What it says.</param>
    /// <param name="graph">Where the graph begins in it.</param>
    /// <param name="weights">The entry with the weights, taken over; null where the record names none.</param>
    /// <param name="source">The model, for files of weights.</param>
    public static KeptModelParts? Join(
        CacheKey key, CacheEntry entry, KeptModelRecord record, long graph, CacheEntry? weights, ModelSource source)
    {
        List<(StoredTensor, nint)> tensors = [];
        foreach (StoredTensor tensor in record.Tensors)
        {
            ExternalDataMap? file = tensor.Location.Length == 0
                ? null
                : source.ExternalData.FirstOrDefault(known => known.Location == tensor.Location);
            (nint start, long length) = tensor.Location.Length == 0
                ? (weights?.Address ?? 0, weights?.ByteLength ?? 0)
                : (file?.Address ?? 0, file?.ByteLength ?? 0);
            if (start == 0 || tensor.Offset < 0 || tensor.ByteLength < 0 || tensor.Offset > length - tensor.ByteLength)
            {
                weights?.Dispose();
                return null;
            }

            tensors.Add((tensor, start + (nint)tensor.Offset));
        }

        List<IDisposable> holders = [.. source.ExternalData.Select(file => file.Hold())];
        if (weights is not null)
        {
            holders.Add(weights);
        }

        return new KeptModelParts(key, entry, graph, OrtStoredWeights.Of(tensors, holders));
    }

    public void Dispose()
    {
        Weights.Dispose();
        Entry.Dispose();
    }
}
