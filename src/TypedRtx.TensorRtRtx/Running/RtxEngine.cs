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
    private readonly RtxHandle _stepConfig;
    private readonly RtxErrorRecorder _recorder;

    private RtxEngine(RtxLibrary library, CudaContext cuda, BackendRequest request, nint data, long byteLength)
    {
        Library = library;
        Cuda = cuda;
        cuda.MakeCurrent();
        _recorder = new RtxErrorRecorder(library.Abi);
        _runtime = library.CreateRuntime();
        _runtime.FreeIn(cuda);
        new RuntimeApi(_runtime).SetErrorRecorder(_recorder.Address);
        _runtime.Keep(_recorder);
        try
        {
            _engine = Own(new RuntimeApi(_runtime).Deserialize(data, byteLength), "open the engine", _runtime);
            EngineApi api = new(_engine);
            RecordsGraphs = request.Options.CudaGraphs != CudaGraphs.Disabled;
            CompilesInBackground = request.Options.Specialization == Specialization.Lazy;
            _config = Configure(api, request.Options);
            _stepConfig = Configure(
                api, request.Options with { Specialization = Specialization.None, CudaGraphs = CudaGraphs.Disabled });
            RuntimeConfigApi config = new(_config);
            _cache = Own(config.CreateCache(), "make a cache of kernels", _engine);
            (Inputs, Outputs) = RtxTensorTable.Read(api, request.Model);
            Profiles = new RtxProfiles(api, Inputs, request.Profiles);
            HasHostInputs = Array.Exists(Inputs, input => input is { IsOnHost: true });
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
    public Lock CaptureGate => Cuda.Library.CaptureGateOf(Cuda.Device);

    /// <summary>Whether contexts record runs as graphs, but for those of steps.</summary>
    public bool RecordsGraphs { get; }

    /// <summary>Whether contexts compile kernels in the background and change to them at a time of their own.</summary>
    public bool CompilesInBackground { get; }

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

    /// <summary>Has contexts that are made from now on use the cache.</summary>
    public void UseCache()
    {
        if (!new RuntimeConfigApi(_config).SetCache(_cache) || !new RuntimeConfigApi(_stepConfig).SetCache(_cache))
        {
            throw RtxFailures.Of("use a cache of kernels", TakeErrors());
        }
    }

    /// <summary>Makes a context, which keeps all that it needs; with the GPU's context current.</summary>
    /// <exception cref="InferenceException">The library makes none.</exception>
    /// <param name="isForSteps">
    /// Whether the lengths of its runs do not come back: kernels for them, and graphs of them, would be compiled for nothing.
    /// </param>
    public RtxHandle CreateContext(bool isForSteps)
    {
        RtxHandle config = isForSteps ? _stepConfig : _config;
        return Own(new EngineApi(_engine).CreateContext(config), "make a context to run in", config, _cache, _engine);
    }

    /// <summary>What was reported outside of runs.</summary>
    public RtxError[] TakeErrors() => _recorder.Take();

    /// <inheritdoc />
    public void Dispose()
    {
        // Contexts hold these for as long as they live.
        _stepConfig?.Dispose();
        _config?.Dispose();
        _cache?.Dispose();
        _engine?.Dispose();
        _runtime.Dispose();
    }

    private RtxHandle Configure(EngineApi engine, ModelOptions options)
    {
        RtxHandle handle = Own(engine.CreateRuntimeConfig(), "make a configuration for contexts", _engine);
        RuntimeConfigApi config = new(handle);
        config.SetAllocation(options.ContextMemory == ContextMemory.OnProfileChange ? 1 : 0);
        config.SetSpecialization(options.Specialization switch
        {
            Specialization.Eager => 1,
            Specialization.None => 2,
            _ => 0,
        });
        if (!config.SetGraphs(options.CudaGraphs == CudaGraphs.Disabled ? 0 : 1))
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
