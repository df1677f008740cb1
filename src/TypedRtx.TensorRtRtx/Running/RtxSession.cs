using System.Diagnostics;
using Microsoft.Extensions.Logging;
using TypedRtx.Backends;
using TypedRtx.Caching;
using TypedRtx.Cuda;
using TypedRtx.Signatures;
using TypedRtx.TensorRtRtx.Interop;

namespace TypedRtx.TensorRtRtx;

/// <summary>A model on a GPU: an engine, the contexts that run it, and the kernels that they compiled.</summary>
internal sealed class RtxSession : IInferenceSession
{
    private readonly EquatableArray<ValueSignature> _inputs;
    private readonly IDisposable? _listener;
    private long _bindings;
    private bool _isDisposed;

    private RtxSession(
        RtxEngine engine,
        CudaStream transfers,
        RtxRuntimeCache cache,
        RtxContextPool contexts,
        EquatableArray<ValueSignature> inputs,
        IDisposable? listener)
    {
        Engine = engine;
        Transfers = transfers;
        RuntimeCache = cache;
        Contexts = contexts;
        StepContexts = new RtxContextPool(engine, isForSteps: true);
        _inputs = inputs;
        _listener = listener;
    }

    /// <inheritdoc />
    public int DefaultConcurrency => 1;

    /// <inheritdoc />
    public MemoryKind Resident => MemoryKind.Device;

    /// <summary>The engine.</summary>
    public RtxEngine Engine { get; }

    /// <summary>What copies outside of runs go through.</summary>
    public CudaStream Transfers { get; }

    /// <summary>The compiled kernels.</summary>
    public RtxRuntimeCache RuntimeCache { get; }

    /// <summary>The contexts of runs whose lengths come back.</summary>
    public RtxContextPool Contexts { get; }

    /// <summary>The contexts of runs whose lengths do not; made when first needed.</summary>
    public RtxContextPool StepContexts { get; }

    /// <summary>Opens an engine on a GPU and makes the first context, for which the library compiles kernels that are not kept yet.</summary>
    /// <param name="library">The library.</param>
    /// <param name="device">The GPU.</param>
    /// <param name="request">What the engine is to serve.</param>
    /// <param name="engine">The engine's bytes, which are needed only during the call.</param>
    /// <param name="engineByteLength">How many there are.</param>
    /// <param name="engineKey">The key of the engine, under whose parts kernels are kept; null to keep none.</param>
    /// <param name="cancellationToken">Gives up between two steps.</param>
    /// <exception cref="InferenceException">The library or the driver failed.</exception>
    /// <exception cref="ModelMismatchException">The engine is another model's.</exception>
    public static RtxSession Open(
        RtxLibrary library,
        CudaDevice device,
        BackendRequest request,
        nint engine,
        long engineByteLength,
        CacheKey? engineKey,
        CancellationToken cancellationToken)
    {
        ModelOptions options = request.Options;
        Stack<IDisposable> made = [];
        try
        {
            IDisposable? listener = library.Logger.Listen(options.Logger);
            made.Push(listener ?? Stream.Null);
            CudaContext cuda = Add(CudaContext.Retain(device));
            RtxEngine opened = Add(RtxEngine.Open(library, cuda, request, engine, engineByteLength));
            cancellationToken.ThrowIfCancellationRequested();
            CacheKey? key = engineKey is null ? null : RtxRuntimeCache.KeyOf(engineKey, device);
            RtxRuntimeCache cache = Add(new RtxRuntimeCache(opened, request.Cache, key, options.Logger));
            CudaStream transfers = Add(CudaStream.Create(cuda));
            RtxContextPool contexts = Add(new RtxContextPool(opened, isForSteps: false));
            long start = Stopwatch.GetTimestamp();
            contexts.Return(contexts.Take(preferred: null));
            options.Logger?.LogDebug(
                "{Model}: context made in {Milliseconds:F1} ms on {Device}.",
                request.Model.Name,
                Stopwatch.GetElapsedTime(start).TotalMilliseconds,
                device);
            cancellationToken.ThrowIfCancellationRequested();
            return new RtxSession(opened, transfers, cache, contexts, request.Model.Signature.Inputs, listener);
        }
        catch (Exception error)
        {
            while (made.TryPop(out IDisposable? last))
            {
                last.Dispose();
            }

            if (error is CudaException)
            {
                throw new InferenceException(error.Message, error);
            }

            throw;
        }

        T Add<T>(T part)
            where T : IDisposable
        {
            made.Push(part);
            return part;
        }
    }

    /// <inheritdoc />
    public ISessionBinding CreateBinding()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(IInferenceSession));
        return new RtxBinding(this, Contexts, Interlocked.Increment(ref _bindings));
    }

    /// <inheritdoc />
    public ISessionBinding CreateStepBinding()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(IInferenceSession));
        return new RtxBinding(this, StepContexts, Interlocked.Increment(ref _bindings));
    }

    /// <inheritdoc />
    public TensorMemory Allocate(MemoryKind kind, long byteLength)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(IInferenceSession));
        return CudaAllocator.Allocate(Engine.Cuda, Transfers, kind, byteLength);
    }

    /// <inheritdoc />
    public HostMemory AllocateHost(long byteLength)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(IInferenceSession));
        return LockedHostMemory.AllocateOrPlain(Engine.Cuda, byteLength);
    }

    /// <summary>The name of an input.</summary>
    public string InputName(int input) => _inputs[input].Name;

    /// <summary>Whether the model has a default for an input.</summary>
    public bool IsOptional(int input) => _inputs[input].IsOptional;

    /// <inheritdoc />
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, true))
        {
            return;
        }

        // Contexts in use, and memory that callers have, hold what they need.
        Contexts.Dispose();
        StepContexts.Dispose();
        RuntimeCache.Dispose();
        Engine.Dispose();
        Transfers.Dispose();
        Engine.Cuda.Dispose();
        _listener?.Dispose();
    }
}
