using TypedRtx.Backends;
using TypedRtx.Caching;
using TypedRtx.Cuda;
using TypedRtx.TensorRtRtx.Interop;

namespace TypedRtx.TensorRtRtx;

/// <summary>An engine of a model, and the GPU that it is opened on.</summary>
/// <param name="library">The library that built it.</param>
/// <param name="cuda">The GPU, kept started.</param>
/// <param name="engine">The engine.</param>
/// <param name="key">What it is valid for.</param>
internal sealed class RtxArtefact(RtxLibrary library, CudaContext cuda, EngineBytes engine, CacheKey key) : BackendArtefact
{
    /// <summary>The library that built it.</summary>
    public RtxLibrary Library => library;

    /// <summary>The GPU.</summary>
    public CudaContext Cuda => cuda;

    /// <summary>The engine.</summary>
    public EngineBytes Engine => engine;

    /// <summary>What it is valid for.</summary>
    public CacheKey Key => key;

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            engine.Dispose();
            cuda.Dispose();
        }

        base.Dispose(disposing);
    }
}
