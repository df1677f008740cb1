using TypedRtx.Backends;
using TypedRtx.Cuda;
using TypedRtx.TensorRtRtx.Interop;

namespace TypedRtx.TensorRtRtx;

/// <summary>An engine on a GPU, with the configuration and the cache of compiled kernels that its contexts share.</summary>
internal sealed class RtxEngine : IDisposable
{
    private readonly RtxHandle _runtime;
    private readonly RtxHandle _engine;
    private readonly RtxHandle _cache;
    private readonly RtxHandle _config;
    private readonly RtxHandle?[] _configs = new RtxHandle?[3];
    private readonly RtxErrorRecorder _recorder;
    private readonly ModelOptions _options;
    private readonly Lock _gate = new();
    private bool _hasGeneralKernels;

    private RtxEngine(RtxLibrary library, CudaContext cuda, BackendRequest request, nint data, long byteLength)
    {
        Library = library;
        Cuda = cuda;
        cuda.MakeCurrent();
        _options = request.Options;
        _recorder = new RtxErrorRecorder(library.Abi);
        _runtime = library.CreateRuntime();
        _runtime.FreeIn(cuda);
        new RuntimeApi(_runtime).SetErrorRecorder(_recorder.Address);
        _runtime.Keep(_recorder);
        try
        {
            _engine = Own(new RuntimeApi(_runtime).Deserialize(data, byteLength), "open the engine", _runtime);
            EngineApi api = new(_engine);
            (Inputs, Outputs) = RtxTensorTable.Read(api, request.Model);
            Profiles = new RtxProfiles(api, Inputs, request.Profiles);
            HasHostInputs = Array.Exists(Inputs, input => input is { IsOnHost: true });
            SpecializesBySession = RtxContextStrategy.IsBySession(request) && !HasHostInputs;
            _config = Configure(RtxContextKind.General);
            _cache = Own(new RuntimeConfigApi(_config).CreateCache(), "make a cache of kernels", _engine);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The library.</summary>
    public RtxLibrary Library { get; }

    /// <summary>The GPU's context.</summary>
    public CudaContext Cuda { get; }

    /// <summary>The inputs in signature order; null where nothing in the engine depends on one.</summary>
    public RtxTensor?[] Inputs { get; }

    /// <summary>The outputs in signature order.</summary>
    public RtxTensor?[] Outputs { get; }

    /// <summary>The lengths that the engine runs.</summary>
    public RtxProfiles Profiles { get; }

    /// <summary>Whether the engine reads an input on the host, so that shapes may follow from its values.</summary>
    public bool HasHostInputs { get; }

    /// <summary>What is held while the library may record, or changes what contexts of the GPU share.</summary>
    public CaptureGate CaptureGate => Cuda.Library.CaptureGateOf(Cuda.Device);

    /// <summary>
    /// Whether sessions for lengths stand beside the general one. Not where shapes follow from values of inputs too: which kernels a run
    /// needs, lengths alone do not say then, and the library chooses by itself.
    /// </summary>
    public bool SpecializesBySession { get; }

    /// <summary>Whether a run for any lengths was there, or its kernels were kept.</summary>
    public bool HasGeneralKernels
    {
        get => Volatile.Read(ref _hasGeneralKernels);
        set => Volatile.Write(ref _hasGeneralKernels, value);
    }

    /// <summary>The cache that contexts share.</summary>
    public RtxHandle Cache => _cache;

    /// <summary>Opens an engine.</summary>
    /// <param name="library">The library.</param>
    /// <param name="cuda">The context of the GPU to open it on.</param>
    /// <param name="request">What the engine is to serve.</param>
    /// <param name="data">The engine's bytes, which are needed only during the call.</param>
    /// <param name="byteLength">How many there are.</param>
    /// <exception cref="InferenceException">The library refuses it.</exception>
    /// <exception cref="ModelMismatchException">It is another model's.</exception>
    public static RtxEngine Open(RtxLibrary library, CudaContext cuda, BackendRequest request, nint data, long byteLength) =>
        new(library, cuda, request, data, byteLength);

    /// <summary>How contexts of a kind compile and record.</summary>
    public RtxContextStrategy StrategyOf(RtxContextKind kind) => RtxContextStrategy.Of(_options, kind, SpecializesBySession);

    /// <summary>Makes a context, which keeps all that it needs; with the GPU's context current.</summary>
    /// <exception cref="InferenceException">The library makes none.</exception>
    public RtxHandle CreateContext(RtxContextKind kind)
    {
        RtxHandle config = ConfigOf(kind);
        return Own(new EngineApi(_engine).CreateContext(config), "make a context to run in", config, _cache, _engine);
    }

    /// <summary>The memory of the GPU, in bytes, that a context takes for what it computes between inputs and outputs.</summary>
    /// <param name="profile">The profile that it runs in.</param>
    public long ContextByteLength(int profile) => _options.ContextMemory == ContextMemory.OnProfileChange
        ? new EngineApi(_engine).GetContextByteLength(profile)
        : new EngineApi(_engine).GetContextByteLength();

    /// <summary>What was reported outside of runs.</summary>
    public RtxError[] TakeErrors() => _recorder.Take();

    /// <inheritdoc />
    public void Dispose()
    {
        // Contexts hold these for as long as they live.
        Array.ForEach(_configs, config => config?.Dispose());
        _config?.Dispose();
        _cache?.Dispose();
        _engine?.Dispose();
        _runtime.Dispose();
    }

    // Made when the first context of the kind is, and with the cache from the start.
    private RtxHandle ConfigOf(RtxContextKind kind)
    {
        lock (_gate)
        {
            ref RtxHandle? known = ref _configs[(int)kind];
            if (known is not null)
            {
                return known;
            }

            RtxHandle config = kind == RtxContextKind.General ? _config : Configure(kind);
            if (!new RuntimeConfigApi(config).SetCache(_cache))
            {
                config.Dispose();
                throw RtxFailures.Of("use a cache of kernels", TakeErrors());
            }

            return known = config;
        }
    }

    private RtxHandle Configure(RtxContextKind kind)
    {
        RtxContextStrategy strategy = StrategyOf(kind);
        RtxHandle handle = Own(new EngineApi(_engine).CreateRuntimeConfig(), "make a configuration for contexts", _engine);
        RuntimeConfigApi config = new(handle);
        config.SetAllocation(_options.ContextMemory == ContextMemory.OnProfileChange ? 1 : 0);
        config.SetSpecialization(strategy.Specialization switch
        {
            Specialization.Eager => 1,
            Specialization.None => 2,
            _ => 0,
        });
        if (!config.SetGraphs(strategy.RecordsGraphs ? 1 : 0))
        {
            handle.Dispose();
            throw RtxFailures.Of("set whether runs become graphs", TakeErrors());
        }

        return handle;
    }

    private RtxHandle Own(nint pointer, string doing, params ReadOnlySpan<RtxHandle?> parents)
    {
        if (pointer == 0)
        {
            throw RtxFailures.Of(doing, TakeErrors());
        }

        RtxHandle handle = new(Library.Abi, pointer, parents);
        handle.FreeIn(Cuda);
        return handle;
    }
}
