using TypedRtx.Backends;
using TypedRtx.Runtime;

namespace TypedRtx.OnnxRuntime;

/// <summary>The model itself: on the CPU, ONNX Runtime prepares while it opens.</summary>
internal sealed class OnnxRuntimeArtefact(ModelSource source) : BackendArtefact
{
    /// <summary>Where the model's bytes are.</summary>
    public ModelSource Source { get; } = source;
}
