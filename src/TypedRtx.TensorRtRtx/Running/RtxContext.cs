using System.Runtime.CompilerServices;
using TypedRtx.Cuda;
using TypedRtx.Cuda.Native;
using TypedRtx.TensorRtRtx.Interop;

namespace TypedRtx.TensorRtRtx;

/// <summary>A context of an engine with a stream of its own; runs one binding at a time.</summary>
internal sealed unsafe class RtxContext : IDisposable
{
    private const int Idle = 0;
    private const int Busy = 1;
    private const int Retired = 2;

    /// <summary>The first run warms up, the second records, later ones replay.</summary>
    public const int RunsUntilReplay = 3;

    private readonly RtxEngine _engine;
    private readonly CudaStream _stream;
    private readonly RtxHandle _handle;
    private readonly RtxErrorRecorder _recorder;
    private readonly ExecutionContextApi _api;
    private readonly RtxContextSetup _setup;

    // What each run calls, read once: the handles above keep them valid.
    private readonly delegate* unmanaged<nint, CudaResult> _setCurrent;
    private readonly delegate* unmanaged<nint, CudaResult> _synchronize;
    private readonly delegate* unmanaged<nint, void*, nuint, nint, CudaResult> _upload;
    private readonly delegate* unmanaged<void*, nint, nuint, nint, CudaResult> _download;
    private readonly nint _cudaPointer;
    private readonly nint _streamPointer;

    // Null where nothing is ever recorded nor compiled while contexts run.
    private readonly CaptureGate? _captureGate;
    private readonly bool _records;
    private readonly bool _compilesInBackground;
    private readonly bool _isGeneral;

    // Until its first run is done.
    private bool _mayCompile;
    private int _use = Busy;

    private RtxContext(RtxEngine engine, CudaStream stream, RtxHandle handle, RtxContextKind kind)
    {
        _engine = engine;
        RtxContextStrategy strategy = engine.StrategyOf(kind);
        _captureGate = strategy.MayRecord || engine.SpecializesBySession ? engine.CaptureGate : null;
        _records = strategy.MayRecord;
        _isGeneral = engine.SpecializesBySession && strategy.Specialization == Specialization.None;
        _compilesInBackground = strategy.CompilesInBackground;
        _mayCompile = strategy.Specialization == Specialization.Eager;
        _stream = stream;
        _handle = handle;
        _recorder = new RtxErrorRecorder(engine.Library.Abi);
        _api = new ExecutionContextApi(handle);
        _api.SetErrorRecorder(_recorder.Address);
        handle.Keep(_recorder);
        _setup = new RtxContextSetup(engine, handle, _api, stream, _recorder);
        ref readonly CudaApi cuda = ref engine.Cuda.Library.Api;
        _setCurrent = cuda.CtxSetCurrent;
        _synchronize = cuda.StreamSynchronize;
        _upload = cuda.MemcpyHtoDAsync;
        _download = cuda.MemcpyDtoHAsync;
        _cudaPointer = engine.Cuda.Pointer;
        _streamPointer = stream.Pointer;
    }

    /// <summary>Why no context of the GPU runs any more; null while they do.</summary>
    public string? Fault { get; private set; }

    /// <summary>Whether a run failed that was recorded.</summary>
    public bool HasFailedRecording { get; private set; }

    /// <summary>Whether a run failed halfway, after which the context is not used again.</summary>
    public bool IsSpent { get; private set; }

    /// <summary>The memory of the GPU that it takes, in bytes.</summary>
    public long ByteLength => _engine.ContextByteLength(_setup.State.Profile) + _setup.StagedByteLength;

    /// <summary>Makes a context that is in use. The library compiles what the cache does not have, which takes seconds.</summary>
    /// <exception cref="InferenceException">The library makes none.</exception>
    public static RtxContext Create(RtxEngine engine, RtxContextKind kind)
    {
        CudaStream stream = CudaStream.Create(engine.Cuda);
        try
        {
            return new RtxContext(engine, stream, engine.CreateContext(kind), kind);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Takes an idle context.</summary>
    public bool TryTake() => Interlocked.CompareExchange(ref _use, Busy, Idle) == Idle;

    /// <summary>Gives a context back.</summary>
    public void Return() => Volatile.Write(ref _use, Idle);

    /// <summary>Frees a context that nobody uses, for good.</summary>
    public void RetireIfIdle()
    {
        if (Interlocked.CompareExchange(ref _use, Retired, Idle) == Idle)
        {
            Dispose();
        }
    }

    /// <summary>Frees a context that the caller took, for good.</summary>
    public void Retire()
    {
        Volatile.Write(ref _use, Retired);
        Dispose();
    }

    /// <summary>Runs a binding and waits for it.</summary>
    /// <param name="binding">The binding.</param>
    /// <param name="waits">Whether to wait where another context compiles, before what the run may record.</param>
    /// <returns>False where it would have had to wait; nothing was done.</returns>
    /// <exception cref="OutputShapeException">An output has another shape than was bound for it.</exception>
    /// <exception cref="InferenceException">The library or the driver failed.</exception>
    public bool TryRun(RtxBinding binding, bool waits)
    {
        // 1.6.1 crashes where the first run for any lengths compiles beside one that compiles for some.
        bool isFirst = _isGeneral && !_engine.HasGeneralKernels;
        bool isHeld = _captureGate is not null && (isFirst || _mayCompile || MayRecord(binding));
        if (isHeld && !_captureGate!.TryEnter(isLong: isFirst || _mayCompile, waits || isFirst))
        {
            return false;
        }

        try
        {
            CudaResult result = _setCurrent(_cudaPointer);
            if (result != CudaResult.Success)
            {
                throw Failed(result, "take the GPU's context");
            }

            Run(binding, ref isHeld);
        }
        finally
        {
            ExitGate(ref isHeld);
        }

        if (_setup.HasDeliveries)
        {
            _setup.Deliver(binding);
        }

        return true;
    }

    public void Dispose()
    {
        _setup.Dispose();
        _handle.Dispose();
        _stream.Dispose();
    }

    // 1.6.1 crashes when two contexts of a GPU record graphs at once; replaying beside a recording is safe. It records in the second
    // run of what it was told. With kernels compiled in the background it records again at any time, and crashed without graphs too.
    private bool MayRecord(RtxBinding binding) => _records
        && (_compilesInBackground || !_setup.IsApplied(binding) || _setup.State.RunsAsTold < RunsUntilReplay);

    private void ExitGate(ref bool isHeld)
    {
        if (isHeld)
        {
            isHeld = false;
            _captureGate!.Exit();
        }
    }

    // What is queued is recorded and compiled by then, so the gate is open again before the run is waited for.
    private void Run(RtxBinding binding, ref bool isHeld)
    {
        bool isDone = false;
        try
        {
            _setup.Apply(binding);
            Upload(binding);
            if (!_api.Enqueue(_streamPointer))
            {
                throw NotQueued(binding);
            }

            ExitGate(ref isHeld);
            Download(binding);
            CudaResult result = _synchronize(_streamPointer);
            if (result != CudaResult.Success)
            {
                throw Failed(result, "finish the run");
            }

            isDone = true;
            _mayCompile = false;
            _engine.HasGeneralKernels |= _isGeneral;
            _setup.State.RunsAsTold++;
        }
        finally
        {
            if (!isDone)
            {
                Abandon();
            }

            _setup.Detach();
        }
    }

    private void Upload(RtxBinding binding)
    {
        RtxBound[] inputs = binding.Inputs;
        for (int i = 0; i < inputs.Length; i++)
        {
            ref readonly RtxBound bound = ref inputs[i];
            if (bound.Kind == RtxBoundKind.Host && bound.ByteLength > 0 && _engine.Inputs[i] is { IsOnHost: false })
            {
                CudaResult result = _upload(
                    _setup.State.InputAddresses[i], (void*)bound.Address, (nuint)bound.ByteLength, _streamPointer);
                if (result != CudaResult.Success)
                {
                    throw Failed(result, $"copy the input '{_engine.Inputs[i]!.Name}' to the GPU");
                }
            }
        }
    }

    private void Download(RtxBinding binding)
    {
        RtxBound[] outputs = binding.Outputs;
        for (int i = 0; i < outputs.Length; i++)
        {
            ref readonly RtxBound bound = ref outputs[i];
            if (bound.Kind == RtxBoundKind.Host
                && bound.ByteLength > 0
                && _engine.Outputs[i] is { IsOnHost: false }
                && !_setup.State.IsAllocated[i])
            {
                CudaResult result = _download(
                    (void*)bound.Address, _setup.State.OutputAddresses[i], (nuint)bound.ByteLength, _streamPointer);
                if (result != CudaResult.Success)
                {
                    throw Failed(result, $"copy the output '{_engine.Outputs[i]!.Name}' from the GPU");
                }
            }
        }
    }

    // What was queued may still read and write memory that the caller only lends, so it is waited for whatever comes of it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Abandon()
    {
        CudaResult result = _synchronize(_streamPointer);
        if (CudaErrors.IsSticky(result))
        {
            Note(result);
        }

        _setup.State.Forget();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private InferenceException NotQueued(RtxBinding binding)
    {
        IsSpent = true;
        HasFailedRecording = _records && _setup.State.RunsAsTold > 0;
        Exception? inner = _setup.TakeFailure();
        return RtxFailures.Of($"run the model with {binding.Describe()}", _recorder.Take(), inner);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private InferenceException Failed(CudaResult result, string doing)
    {
        IsSpent = true;
        if (CudaErrors.IsSticky(result))
        {
            Note(result);
        }

        return RtxFailures.Of(_engine.Cuda.Library, result, doing);
    }

    private void Note(CudaResult result)
    {
        IsSpent = true;
        Fault = $"{CudaErrors.Describe(_engine.Cuda.Library.Api, result)}.{CudaErrors.Advice(result)}";
    }
}
