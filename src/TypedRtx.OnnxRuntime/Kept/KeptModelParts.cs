using TypedRtx.Caching;
using TypedRtx.Signatures;

namespace TypedRtx.OnnxRuntime;

/// <summary>What was found of an optimised model in a cache, before the library runs.</summary>
/// <param name="Key">The entry's key.</param>
/// <param name="Entry">The entry with the graph; null where the model cannot be kept.</param>
/// <param name="GraphOffset">Where the graph begins in it.</param>
/// <param name="OpeningTime">How long the model took to open before it was kept.</param>
/// <param name="Weights">The weights.</param>
/// <param name="File">Where the bytes of the file begin that the graph takes them from, and how many there are.</param>
internal sealed record KeptModelParts(
    CacheKey Key, CacheEntry Entry, long GraphOffset, TimeSpan OpeningTime, OrtStoredWeights Weights, (nint Address, long ByteLength) File)
    : IDisposable
{
    /// <summary>Puts together what an entry says; null where a part of it is gone.</summary>
    /// <param name="key">The entry's key.</param>
    /// <param name="entry">The entry, taken over where it is used.</param>
    /// <param name="record">What it says.</param>
    /// <param name="graph">Where the graph begins in it.</param>
    /// <param name="weights">The entry with the weights, taken over; null where the record names none.</param>
    public static KeptModelParts? Join(CacheKey key, CacheEntry entry, KeptModelRecord record, long graph, CacheEntry? weights)
    {
        List<(StoredTensor, nint)> tensors = [];
        foreach (StoredTensor tensor in record.Tensors)
        {
            if (weights is null || tensor.Offset < 0 || tensor.ByteLength < 0 || tensor.Offset > weights.ByteLength - tensor.ByteLength)
            {
                weights?.Dispose();
                return null;
            }

            tensors.Add((tensor, weights.Address + (nint)tensor.Offset));
        }

        return new KeptModelParts(
            key, entry, graph, record.OpeningTime, OrtStoredWeights.Of(tensors, weights), (weights?.Address ?? 0, weights?.ByteLength ?? 0));
    }

    public void Dispose()
    {
        Weights.Dispose();
        Entry.Dispose();
    }
}
