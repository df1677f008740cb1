using TypedRtx.Backends;
using TypedRtx.Runtime;

namespace TypedRtx.OnnxRuntime;

/// <summary>The model itself, which ONNX Runtime prepares while it opens, and what was learnt of it.</summary>
internal sealed class OrtCudaArtefact(ModelSource source) : BackendArtefact
{
    private volatile bool _isRefused;

    /// <summary>Where the model's bytes are.</summary>
    public ModelSource Source { get; } = source;

    /// <summary>Whether a session should have its runs recorded: of fixed lengths alone, unless the library refused the model before.</summary>
    public unsafe OrtCudaRecording RecordingFor(OrtEnvironment environment, BackendRequest request, bool isFixed)
    {
        bool tellsPlaces = environment.Library.Api.SessionGetMemoryInfoForInputs is not null;
        return new OrtCudaRecording(
            request, isFixed && tellsPlaces && !_isRefused && request.Options.CudaGraphs == CudaGraphs.WholeGraphCapture, Refuse);
    }

    private void Refuse() => _isRefused = true;
}
