using TypedRtx.Backends;
using TypedRtx.Cuda;
using TypedRtx.TensorRtRtx.Interop;

namespace TypedRtx.TensorRtRtx;

/// <summary>An engine of a model, and the GPU that it is opened on.</summary>
internal sealed class RtxArtefact(RtxLibrary library, CudaDevice device, EngineBytes engine) : BackendArtefact
{
    /// <summary>The library that built it.</summary>
    public RtxLibrary Library => library;

    /// <summary>The GPU.</summary>
    public CudaDevice Device => device;

    /// <summary>The engine.</summary>
    public EngineBytes Engine => engine;

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            engine.Dispose();
        }

        base.Dispose(disposing);
    }
}
