using TypedRtx.Backends;
using TypedRtx.Runtime;

namespace TypedRtx.OnnxRuntime;

/// <summary>
/// The model itself: on the CPU, ONNX Runtime prepares while it opens. Knows the weights that specialised sessions share, for as
/// long as there are such sessions.
/// </summary>
internal sealed class OnnxRuntimeArtefact(ModelSource source, KeptModels? kept = null) : BackendArtefact, IBackgroundWork
{
    private readonly Lock _gate = new();
    private OrtSharedWeights? _weights;

    /// <summary>Where the model's bytes are.</summary>
    public ModelSource Source { get; } = source;

    /// <summary>What was kept of it, and keeps it; null where there is no cache.</summary>
    public KeptModels? Kept { get; } = kept;

    /// <inheritdoc />
    public bool IsIdle => Kept is not { IsIdle: false };

    /// <summary>The weights for one more specialised session. The files of weights have to be open, which loading ends.</summary>
    public OrtWeightsLease LeaseWeights(OrtEnvironment environment)
    {
        lock (_gate)
        {
            if (_weights is { } known && known.TryHold() is { } hold)
            {
                return new OrtWeightsLease(known, isFirst: false, hold.Dispose);
            }

            OrtSharedWeights opened = _weights = OrtSharedWeights.Open(environment, Source);
            return new OrtWeightsLease(opened, isFirst: true, opened.Dispose);
        }
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Kept?.Dispose();
        }

        base.Dispose(disposing);
    }
}
