using TypedRtx.Backends;
using TypedRtx.Caching;
using TypedRtx.OnnxRuntime.Native;
using TypedRtx.Runtime;

namespace TypedRtx.OnnxRuntime;

/// <summary>
/// A model as the library made it ready in an earlier start: a graph without weights, and the weights where they are mapped. Sessions keep
/// the weights; the graph is needed while they are made.
/// </summary>
internal sealed class KeptModel : IDisposable
{
    private readonly CacheEntry _entry;
    private readonly OrtSharedWeights _weights;

    private KeptModel(OrtSharedWeights weights, ModelSource source, CacheEntry entry, long graph)
    {
        _weights = weights;
        Source = source;
        _entry = entry;
        GraphAddress = entry.Address + (nint)graph;
        GraphLength = entry.ByteLength - graph;
        WeightsLength = weights.ByteLength;
    }

    /// <summary>The model that it is of.</summary>
    public ModelSource Source { get; }

    /// <summary>Where the graph begins.</summary>
    public nint GraphAddress { get; }

    /// <summary>Its length in bytes.</summary>
    public long GraphLength { get; }

    /// <summary>How many bytes the weights have, those in the graph aside.</summary>
    public long WeightsLength { get; }

    /// <summary>Hands over the weights that were found.</summary>
    public static KeptModel Open(OrtEnvironment environment, ModelSource source, KeptModelParts parts) =>
        new(OrtSharedWeights.Open(environment, parts.Weights), source, parts.Entry, parts.GraphOffset);

    /// <summary>Makes a session.</summary>
    /// <exception cref="TypedRtxException">The library does not take what was kept.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public OrtSession OpenSession(OrtEnvironment environment, BackendRequest request, OrtSessionUse use, CancellationToken cancellationToken)
    {
        using KeptWeightsPlace place = KeptWeightsPlace.Open();
        using OrtSessionOptions options = new(environment, request, [], use);
        options.Share(_weights, _weights.TryHold() ?? throw new ObjectDisposedException(nameof(KeptModel)));
        options.Set("session.model_external_initializers_file_folder_path", place.Folder);
        nint packed = use == OrtSessionUse.Kept ? _weights.Container : 0;
        OrtHandle handle = OrtSessionLoader.Load(environment, options, this, packed, cancellationToken);
        return new OrtSession(environment, handle, request.Model.Signature);
    }

    /// <summary>Lets go of the graph; sessions keep the weights.</summary>
    public void Dispose()
    {
        _weights.Dispose();
        _entry.Dispose();
    }
}
