using TypedRtx.Backends;
using TypedRtx.Cuda;
using TypedRtx.OnnxRuntime.Native;
using TypedRtx.Runtime;

namespace TypedRtx.OnnxRuntime;

/// <summary>The model itself, which ONNX Runtime prepares while it opens, its weights on the GPU, and what was learnt of it.</summary>
internal sealed class OrtCudaArtefact(ModelSource source) : BackendArtefact
{
    private readonly Lock _gate = new();
    private OrtCudaWeights? _weights;
    private volatile bool _isRefused;

    /// <summary>Where the model's bytes are.</summary>
    public ModelSource Source { get; } = source;

    /// <summary>The session in which runs of several lengths are recorded.</summary>
    public OrtCudaCommon Common { get; } = new(source);

    /// <summary>Whether a session should have its runs recorded, unless the library refused the model before.</summary>
    public unsafe OrtCudaRecording RecordingFor(OrtEnvironment environment, BackendRequest request)
    {
        bool tellsPlaces = environment.Library.Api.SessionGetMemoryInfoForInputs is not null;
        return new OrtCudaRecording(
            request, tellsPlaces && !_isRefused && request.Options.CudaGraphs == CudaGraphs.WholeGraphCapture, Refuse);
    }

    /// <summary>The weights on the GPU, once for all sessions; the first call brings them there. The model's files have to be open.</summary>
    /// <exception cref="TypedRtxException">There is no room for them.</exception>
    public OrtCudaWeights ShareWeights(OrtEnvironment environment, OrtHandle memoryInfo, CudaStream stream)
    {
        lock (_gate)
        {
            return _weights ??= OrtCudaWeights.Upload(environment, memoryInfo, stream, Source);
        }
    }

    protected override void Dispose(bool disposing)
    {
        // Sessions keep what they use.
        _weights?.Dispose();
        base.Dispose(disposing);
    }

    private void Refuse() => _isRefused = true;
}
