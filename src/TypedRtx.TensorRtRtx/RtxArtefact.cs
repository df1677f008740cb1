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
    private readonly Lock _gate = new();
    private RtxOpenEngine? _open;

    /// <summary>The library that built it.</summary>
    public RtxLibrary Library => library;

    /// <summary>The GPU.</summary>
    public CudaContext Cuda => cuda;

    /// <summary>The engine.</summary>
    public EngineBytes Engine => engine;

    /// <summary>What it is valid for.</summary>
    public CacheKey Key => key;

    /// <summary>The engine, opened, for one more session, which releases it: the one that other sessions have, where they do.</summary>
    /// <param name="request">What it is to serve; the same for all sessions.</param>
    /// <param name="cancellationToken">Gives up between two steps.</param>
    /// <exception cref="InferenceException">The library or the driver failed.</exception>
    /// <exception cref="ModelMismatchException">The engine is another model's.</exception>
    public RtxOpenEngine Share(BackendRequest request, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_open is null || !_open.TryShare())
            {
                _open = RtxOpenEngine.Open(library, cuda.Device, request, engine.Address, engine.ByteLength, key, cancellationToken);
            }

            return _open;
        }
    }

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
