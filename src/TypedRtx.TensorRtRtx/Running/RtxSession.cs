using System.Diagnostics;
using Microsoft.Extensions.Logging;
using TypedRtx.Backends;
using TypedRtx.Cuda;
using TypedRtx.Signatures;

namespace TypedRtx.TensorRtRtx;

/// <summary>A model on a GPU: an open engine that sessions share, and contexts of its own that run it.</summary>
internal sealed class RtxSession : IInferenceSession
{
    private readonly RtxOpenEngine _open;
    private readonly EquatableArray<ValueSignature> _inputs;
    private readonly ILogger? _logger;
    private readonly string _name;
    private readonly bool _isSpecialized;
    private int _runs;
    private bool _isDisposed;

    private RtxSession(RtxOpenEngine open, RtxContextPool contexts, BackendRequest request, bool isSpecialized)
    {
        _open = open;
        _inputs = request.Model.Signature.Inputs;
        _logger = request.Options.Logger;
        _name = request.Model.Name;
        _isSpecialized = isSpecialized;
        Contexts = contexts;
    }

    /// <inheritdoc />
    public int DefaultConcurrency => 1;

    /// <inheritdoc />
    public MemoryKind Resident => MemoryKind.Device;

    /// <inheritdoc />
    public long ByteLength => Contexts.ByteLength + (_isSpecialized ? 0 : StepContexts.ByteLength);

    /// <inheritdoc />
    public long AvailableMemory => Engine.Cuda.Device.TotalMemory;

    /// <summary>The engine.</summary>
    public RtxEngine Engine => _open.Engine;

    /// <summary>What copies outside of runs go through.</summary>
    public CudaStream Transfers => _open.Transfers;

    /// <summary>The contexts of runs whose lengths come back.</summary>
    public RtxContextPool Contexts { get; }

    /// <summary>The contexts of runs whose lengths do not, and of those that would have to wait for a session that compiles; all sessions'.</summary>
    public RtxContextPool StepContexts => _open.StepContexts;

    /// <summary>
    /// Makes a session and its first context, for which the library compiles kernels that are not kept yet. Kernels for the lengths of a
    /// session for lengths are compiled in its first run.
    /// </summary>
    /// <param name="open">The engine, held for the session, which lets go of it also when none is made.</param>
    /// <param name="request">What it is to serve.</param>
    /// <param name="isSpecialized">Whether all runs have the same lengths.</param>
    /// <param name="cancellationToken">Gives up between two steps.</param>
    /// <exception cref="InferenceException">The library or the driver failed, or the engine needs more than lengths.</exception>
    public static RtxSession Open(
        RtxOpenEngine open, BackendRequest request, bool isSpecialized, CancellationToken cancellationToken)
    {
        RtxContextPool? contexts = null;
        try
        {
            if (isSpecialized && !open.Engine.SpecializesBySession)
            {
                throw new InferenceException(
                    "shapes in the model follow from values of its inputs too, so TensorRT for RTX itself compiles kernels for those that occur.");
            }

            contexts = new RtxContextPool(open.Engine, isSpecialized ? RtxContextKind.Specialized : RtxContextKind.General);
            long start = Stopwatch.GetTimestamp();
            contexts.Return(contexts.Take(preferred: null));
            request.Options.Logger?.LogDebug(
                "{Model}: context made in {Milliseconds:F1} ms on {Device}.",
                request.Model.Name,
                Stopwatch.GetElapsedTime(start).TotalMilliseconds,
                open.Engine.Cuda.Device);
            cancellationToken.ThrowIfCancellationRequested();
            return new RtxSession(open, contexts, request, isSpecialized);
        }
        catch (Exception error)
        {
            contexts?.Dispose();
            open.Release();
            if (error is CudaException)
            {
                throw new InferenceException(error.Message, error);
            }

            throw;
        }
    }

    /// <inheritdoc />
    public ISessionBinding CreateBinding()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(IInferenceSession));
        return new RtxBinding(this, Contexts);
    }

    /// <inheritdoc />
    public ISessionBinding CreateStepBinding()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(IInferenceSession));
        return new RtxBinding(this, StepContexts);
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

    /// <summary>Whether runs are not recorded any more, because one failed.</summary>
    public bool RecordsNoMore { get; private set; }

    /// <summary>Whether a run that fails while it is recorded is run again without. In a session for lengths the general one answers then.</summary>
    public bool MayDoWithoutRecording => Engine.SpecializesBySession && !_isSpecialized;

    /// <summary>Notes that a run failed while it was recorded, and not without.</summary>
    public void StopRecording(InferenceException error)
    {
        RecordsNoMore = true;
        _logger?.LogWarning(
            "{Model}: runs are not recorded any more until a session for their lengths comes, since one that was recorded failed: {Reason}", _name, error.Message);
    }

    /// <summary>Notes that a binding ran.</summary>
    public void CountRun()
    {
        _open.RuntimeCache.CountRun();

        // Not earlier: saving keeps recordings waiting.
        if (_isSpecialized && _runs < RtxContext.RunsUntilReplay && ++_runs == RtxContext.RunsUntilReplay)
        {
            _open.RuntimeCache.SaveSoon();
        }
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

        Contexts.Dispose();
        _open.Release();
    }
}
