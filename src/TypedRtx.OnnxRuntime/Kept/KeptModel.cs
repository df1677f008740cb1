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
    private readonly Lock _gate = new();
    private readonly CacheEntry _entry;
    private readonly OrtSharedWeights _weights;
    private readonly (nint Address, long ByteLength) _file;
    private int _uses = 1;
    private bool _isDisposed;

    private KeptModel(OrtSharedWeights weights, ModelSource source, KeptModelParts parts)
    {
        _weights = weights;
        Source = source;
        _entry = parts.Entry;
        GraphAddress = _entry.Address + (nint)parts.GraphOffset;
        GraphLength = _entry.ByteLength - parts.GraphOffset;
        WeightsLength = weights.ByteLength;
        OpeningTime = parts.OpeningTime;
        _file = parts.File;
    }

    /// <summary>The model that it is of.</summary>
    public ModelSource Source { get; }

    /// <summary>Where the graph begins.</summary>
    public nint GraphAddress { get; }

    /// <summary>Its length in bytes.</summary>
    public long GraphLength { get; }

    /// <summary>How many bytes the weights have, those in the graph aside.</summary>
    public long WeightsLength { get; }

    /// <summary>How long the model took to open before it was kept.</summary>
    public TimeSpan OpeningTime { get; }

    /// <summary>Hands over the weights that were found.</summary>
    public static KeptModel Open(OrtEnvironment environment, ModelSource source, KeptModelParts parts) =>
        new(OrtSharedWeights.Open(environment, parts.Weights), source, parts);

    /// <summary>Makes a session.</summary>
    /// <exception cref="TypedRtxException">The library does not take what was kept.</exception>
    /// <exception cref="ObjectDisposedException">The model was let go of.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public OrtSession OpenSession(
        OrtEnvironment environment, BackendRequest request, ReadOnlySpan<int> symbols, OrtSessionUse use, CancellationToken cancellationToken)
    {
        Enter();
        try
        {
            using KeptWeightsPlace place = KeptWeightsPlace.Open();
            using OrtSessionOptions options = new(environment, request, symbols, use);
            options.Share(_weights, _weights.TryHold()!);
            if (use == OrtSessionUse.KeptAndSpecialized)
            {
                // Optimising reads weights where the graph says that they are.
                options.Hand(KeptWeightsPlace.Name, _file.Address, _file.ByteLength);
            }

            options.Set("session.model_external_initializers_file_folder_path", place.Folder);
            nint packed = use == OrtSessionUse.KeptForFirstAnswer ? 0 : _weights.Container;
            OrtHandle handle = OrtSessionLoader.Load(environment, options, this, packed, cancellationToken);
            return new OrtSession(environment, handle, request.Model.Signature);
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Lets go of it once nobody makes a session of it; sessions keep the weights.</summary>
    public void Dispose()
    {
        if (!Interlocked.Exchange(ref _isDisposed, true))
        {
            Leave();
        }
    }

    private void Enter()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            _uses++;
        }
    }

    private void Leave()
    {
        lock (_gate)
        {
            if (--_uses > 0)
            {
                return;
            }
        }

        _weights.Dispose();
        _entry.Dispose();
    }
}
