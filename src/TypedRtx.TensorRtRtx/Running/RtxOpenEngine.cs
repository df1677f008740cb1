using TypedRtx.Backends;
using TypedRtx.Caching;
using TypedRtx.Cuda;
using TypedRtx.TensorRtRtx.Interop;

namespace TypedRtx.TensorRtRtx;

/// <summary>
/// An engine that is open on a GPU, and what all sessions on it share. Closed with the last of them. A second engine object of the same
/// bytes would take their memory again, and a second cache would compile again.
/// </summary>
internal sealed class RtxOpenEngine
{
    private readonly Lock _gate = new();
    private readonly Stack<IDisposable> _parts;
    private int _sessions = 1;

    private RtxOpenEngine(
        RtxEngine engine, RtxRuntimeCache cache, RtxContextPool stepContexts, CudaStream transfers, Stack<IDisposable> parts)
    {
        Engine = engine;
        RuntimeCache = cache;
        StepContexts = stepContexts;
        Transfers = transfers;
        _parts = parts;
    }

    /// <summary>The engine.</summary>
    public RtxEngine Engine { get; }

    /// <summary>The compiled kernels.</summary>
    public RtxRuntimeCache RuntimeCache { get; }

    /// <summary>Contexts that compile for no lengths and record nothing; made when first needed.</summary>
    public RtxContextPool StepContexts { get; }

    /// <summary>What copies outside of runs go through.</summary>
    public CudaStream Transfers { get; }

    /// <summary>Opens an engine for a first session, which releases it.</summary>
    /// <param name="library">The library.</param>
    /// <param name="device">The GPU.</param>
    /// <param name="request">What the engine is to serve.</param>
    /// <param name="engine">The engine's bytes, which are needed only during the call.</param>
    /// <param name="engineByteLength">How many there are.</param>
    /// <param name="engineKey">The key of the engine, under whose parts kernels are kept; null to keep none.</param>
    /// <param name="cancellationToken">Gives up between two steps.</param>
    /// <exception cref="InferenceException">The library or the driver failed.</exception>
    /// <exception cref="ModelMismatchException">The engine is another model's.</exception>
    public static RtxOpenEngine Open(
        RtxLibrary library,
        CudaDevice device,
        BackendRequest request,
        nint engine,
        long engineByteLength,
        CacheKey? engineKey,
        CancellationToken cancellationToken)
    {
        Stack<IDisposable> parts = [];
        try
        {
            Add(library.Logger.Listen(request.Options.Logger) ?? Stream.Null);
            CudaContext cuda = Add(CudaContext.Retain(device));
            CudaStream transfers = Add(CudaStream.Create(cuda));
            RtxEngine opened = Add(RtxEngine.Open(library, cuda, request, engine, engineByteLength));
            cancellationToken.ThrowIfCancellationRequested();
            CacheKey? key = engineKey is null ? null : RtxRuntimeCache.KeyOf(engineKey, device);
            RtxRuntimeCache cache = Add(new RtxRuntimeCache(opened, request.Cache, key, request.Options.Logger));
            RtxContextPool stepContexts = Add(new RtxContextPool(opened, RtxContextKind.Steps));
            return new RtxOpenEngine(opened, cache, stepContexts, transfers, parts);
        }
        catch (Exception error)
        {
            Close(parts);
            if (error is CudaException)
            {
                throw new InferenceException(error.Message, error);
            }

            throw;
        }

        T Add<T>(T part)
            where T : IDisposable
        {
            parts.Push(part);
            return part;
        }
    }

    /// <summary>Holds it for another session; false when it is closed.</summary>
    public bool TryShare()
    {
        lock (_gate)
        {
            if (_sessions == 0)
            {
                return false;
            }

            _sessions++;
            return true;
        }
    }

    /// <summary>Lets go of it. Contexts in use, and memory that callers have, hold what they need.</summary>
    public void Release()
    {
        bool isLast;
        lock (_gate)
        {
            isLast = --_sessions == 0;
        }

        if (isLast)
        {
            Close(_parts);
        }
    }

    private static void Close(Stack<IDisposable> parts)
    {
        while (parts.TryPop(out IDisposable? last))
        {
            last.Dispose();
        }
    }
}
