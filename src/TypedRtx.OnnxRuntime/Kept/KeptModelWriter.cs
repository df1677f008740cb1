using System.Globalization;
using TypedRtx.Backends;
using TypedRtx.Caching;
using TypedRtx.Runtime;
using TypedRtx.Signatures;

namespace TypedRtx.OnnxRuntime;

/// <summary>Has the library write how it made a model ready, and keeps that.</summary>
/// <param name="environment">What sessions run in.</param>
/// <param name="request">The model.</param>
internal sealed unsafe class KeptModelWriter(OrtEnvironment environment, BackendRequest request)
{
    // Weights below it stay in the graph: lengths and indices, which the library may look at while it loads.
    private const int LeastBytes = 1024;

    private const int ChunkLength = 1 << 20;

    private const string Graph = "graph";

    /// <summary>Has a session write the model once it is made ready.</summary>
    public static void Ask(OrtSessionOptions options, ScratchFolder scratch)
    {
        options.Set("session.optimized_model_external_initializers_file_name", KeptWeightsPlace.Name);
        options.Set(
            "session.optimized_model_external_initializers_min_size_in_bytes", LeastBytes.ToString(CultureInfo.InvariantCulture));
        options.WriteTo(Path.Combine(scratch.Path, Graph));
    }

    /// <summary>Has a session made that writes the model and does nothing else.</summary>
    /// <exception cref="TypedRtxException">The library does not make the model ready, or does not write it.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public void Draft(ScratchFolder scratch, CancellationToken cancellationToken)
    {
        using OrtSessionOptions options = new(environment, request, [], OrtSessionUse.Keeping);
        Ask(options, scratch);
        OrtSessionLoader.Load(environment, options, request.Source, packedWeights: 0, cancellationToken).Dispose();
    }

    /// <summary>Keeps what a session wrote, under a key that is locked.</summary>
    /// <param name="hash">The content hash of the model.</param>
    /// <param name="key">The key.</param>
    /// <param name="scratch">Where it wrote.</param>
    /// <param name="openingTime">How long the model took to open.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Its length in the cache in bytes; null where it was not kept.</returns>
    /// <exception cref="TypedRtxException">It was written in a form that is not known.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public long? Write(string hash, CacheKey key, ScratchFolder scratch, TimeSpan openingTime, CancellationToken cancellationToken)
    {
        byte[] graph = File.ReadAllBytes(Path.Combine(scratch.Path, Graph));
        IReadOnlyList<StoredTensor> stored = StoredTensorReader.Read(new MemoryStream(graph), leastBytes: 0);
        StoredTensor[] external = [.. stored.Where(tensor => tensor.Location.Length > 0)];
        using ExternalDataMap? weights = Map(Path.Combine(scratch.Path, KeptWeightsPlace.Name));
        StoredTensor[] tensors = [.. external.Select(tensor => tensor with { Location = "" })];
        long length = weights?.ByteLength ?? 0;
        if (external.FirstOrDefault(tensor => tensor.Offset < 0 || tensor.Offset > length - tensor.ByteLength) is { } outside)
        {
            throw new InferenceException($"ONNX Runtime wrote weight '{outside.Name}' outside of its file.");
        }

        string content = length == 0 ? "" : HashOf(weights!, cancellationToken);
        bool isKept = length == 0
            || request.Cache.Write(KeptModelKeys.OfWeights(hash, content), stream => Copy(weights!, stream.Write, cancellationToken));
        return isKept && request.Cache.Write(key, stream => new KeptModelRecord("", content, openingTime, tensors).Write(stream, graph))
            ? length + graph.Length
            : null;
    }

    private static ExternalDataMap? Map(string path)
    {
        if (new FileInfo(path) is not { Exists: true, Length: > 0 } found)
        {
            return null;
        }

        using Microsoft.Win32.SafeHandles.SafeFileHandle file = File.OpenHandle(path);
        return ExternalDataMap.Open(KeptWeightsPlace.Name, file, found.Length);
    }

    private static string HashOf(ExternalDataMap weights, CancellationToken cancellationToken)
    {
        // Of checksums, which are made at a tenth of the cost; nobody chooses weights that collide.
        BlockSums sums = new();
        Copy(weights, sums.Append, cancellationToken);
        return ContentHash.TextOf(sums.Finish());
    }

    // As the library wrote it: the graph names places in it.
    private static void Copy(ExternalDataMap weights, Action<ReadOnlySpan<byte>> take, CancellationToken cancellationToken)
    {
        for (long done = 0; done < weights.ByteLength; done += ChunkLength)
        {
            cancellationToken.ThrowIfCancellationRequested();
            take(new ReadOnlySpan<byte>((byte*)weights.Address + done, (int)Math.Min(ChunkLength, weights.ByteLength - done)));
        }
    }
}
