using System.Text;
using TypedRtx.Backends;
using TypedRtx.OnnxRuntime.Native;
using TypedRtx.Runtime;
using TypedRtx.Signatures;

namespace TypedRtx.OnnxRuntime;

/// <summary>The options of one session, as the library wants them. Disposed once the session is there.</summary>
internal sealed unsafe class OrtSessionOptions : IDisposable
{
    /// <summary>The level of optimisation at which models are made ready.</summary>
    public const int AllOptimizations = 99;

    private const int NoOptimizations = 0;
    private const int NoPlan = 1;

    private readonly OrtLibrary _library;
    private readonly OrtHandle _handle;
    private OrtCompanions? _companions = new();

    public OrtSessionOptions(
        OrtEnvironment environment, BackendRequest request, ReadOnlySpan<int> symbols, OrtSessionUse use = OrtSessionUse.Ordinary)
    {
        _library = environment.Library;
        ref readonly OrtApi api = ref _library.Api;
        nint pointer;
        OrtStatus.ThrowIfFailed(api, api.CreateSessionOptions(&pointer), "make session options");
        _handle = new OrtHandle(pointer, api.ReleaseSessionOptions, environment.Handle);
        bool isReady = use is OrtSessionUse.Kept or OrtSessionUse.KeptForFirstAnswer;
        Check(api.SetSessionGraphOptimizationLevel(pointer, isReady ? NoOptimizations : AllOptimizations));
        SetThreads(request.Options, use);
        SetUse(use);
        SetMemory(request, isSpecialized: symbols.Length > 0);
        Fix(request.Model, symbols);
        if (request.Options.Logger is { } logger)
        {
            OrtLog log = _companions.Log = new OrtLog(logger);
            Check(api.SetUserLoggingFunction(pointer, &OrtLog.Write, (void*)log.Parameter));
            Check(api.SetSessionLogSeverityLevel(pointer, log.LowestSeverity));
        }

        if (request.Options.Backend is { IsExecutionProvider: true } provider)
        {
            Check(OrtExecutionProvider.Append(api, pointer, provider));
        }

        _companions.ExternalData = isReady || use == OrtSessionUse.KeptAndSpecialized ? null : OrtExternalData.TryHand(_library, pointer, request.Source.ExternalData);
    }

    /// <summary>The native options.</summary>
    public nint Pointer => _handle.Pointer;

    /// <summary>Lets the session use weights that it shares with others, and keeps them as long as it lives.</summary>
    public void Share(OrtSharedWeights weights, IDisposable hold)
    {
        _companions!.Weights = hold;
        weights.AddTo(Pointer);
    }

    /// <summary>Keeps what the session uses of its device as long as it lives.</summary>
    public void Keep(IDisposable hold) => _companions!.Device = hold;

    /// <summary>Lets the session use weights on its device that it shares with others, and keeps them as long as it lives.</summary>
    public void Share(OrtCudaWeights weights) => _companions!.Weights = weights.AddTo(_library.Api, Pointer);

    /// <summary>Hands over the bytes of a file of weights that weights which it shares keep.</summary>
    /// <exception cref="InferenceException">They are more than the library takes.</exception>
    public void Hand(string location, nint address, long byteLength) => _companions!.ExternalData =
        OrtExternalData.TryHand(_library, Pointer, location, address, byteLength)
        ?? (byteLength == 0 ? null : throw new InferenceException($"ONNX Runtime takes no file of weights of {byteLength} bytes from memory."));

    /// <summary>Hands over what must live as long as the session.</summary>
    public OrtCompanions? TakeCompanions()
    {
        OrtCompanions? companions = _companions;
        _companions = null;
        return companions;
    }

    public void Dispose()
    {
        _handle.Dispose();
        _companions?.Dispose();
    }

    /// <summary>Adds an entry of the session's configuration.</summary>
    public void Set(string key, string value)
    {
        fixed (byte* keyText = Encoding.UTF8.GetBytes(key + '\0'))
        fixed (byte* valueText = Encoding.UTF8.GetBytes(value + '\0'))
        {
            Check(_library.Api.AddSessionConfigEntry(Pointer, keyText, valueText));
        }
    }

    /// <summary>Has the library write the model as it makes it ready.</summary>
    public void WriteTo(string path)
    {
        // Paths are wide on Windows and bytes elsewhere.
        byte[] text = OperatingSystem.IsWindows() ? Encoding.Unicode.GetBytes(path + '\0') : Encoding.UTF8.GetBytes(path + '\0');
        fixed (byte* first = text)
        {
            Check(_library.Api.SetOptimizedModelFilePath(Pointer, first));
        }
    }

    private void SetThreads(ModelOptions options, OrtSessionUse use)
    {
        // What is written besides the program's runs must not take their threads.
        ref readonly OrtApi api = ref _library.Api;
        int? count = use == OrtSessionUse.Keeping ? 1 : options.Threads;
        if (count is not { } threads)
        {
            Check(api.DisablePerSessionThreads(Pointer));
            return;
        }

        Check(api.SetIntraOpNumThreads(Pointer, threads));
        Check(api.SetInterOpNumThreads(Pointer, 1));
        Set("session.intra_op.allow_spinning", options.Spinning == true && use != OrtSessionUse.Keeping ? "1" : "0");
    }

    // Packing weights takes most of the time of large models, and planning which values share memory that of models with many nodes and
    // free lengths: 37 of 49 ms for 887 nodes (1.30.0). With one thread between operators, which all sessions have, runs are the same
    // without a plan but for the memory: what is not needed any more is freed either way.
    private void SetUse(OrtSessionUse use)
    {
        if (use is OrtSessionUse.KeptForFirstAnswer or OrtSessionUse.Keeping)
        {
            Set("session.disable_prepacking", "1");
            Check(_library.Api.SetSessionExecutionMode(Pointer, NoPlan));
        }
    }

    private void SetMemory(BackendRequest request, bool isSpecialized)
    {
        // Patterns are kept per set of input shapes and never dropped, so they are for sessions with one set of shapes
        // only. Some execution providers refuse them.
        ref readonly OrtApi api = ref _library.Api;
        if ((!isSpecialized && request.Model.Plan.Symbols.Count > 0) || request.Options.Backend.IsExecutionProvider)
        {
            Check(api.DisableMemPattern(Pointer));
        }

        // Runs of tiny models meet at the arena's lock: two threads on a small perceptron made 360,000 to 604,000 runs
        // a second with it and 808,000 without (1.30.0, two cores). Larger models are a tenth slower without it.
        if (request.Options.MaxConcurrency != 1 && OrtModelSize.IsTiny(request.Source))
        {
            Check(api.DisableCpuMemArena(Pointer));
        }
    }

    // Fixing the symbols by name lets shape arithmetic fold away. Axes without a name cannot be fixed.
    private void Fix(ModelDescriptor model, ReadOnlySpan<int> symbols)
    {
        if (symbols.IsEmpty)
        {
            return;
        }

        Dictionary<string, long> values = new(StringComparer.Ordinal);
        for (int i = 0; i < symbols.Length; i++)
        {
            values[model.Plan.Symbols[i].Name] = symbols[i];
            if (!model.Plan.Symbols[i].IsAnonymous)
            {
                Fix(model.Plan.Symbols[i].Name, symbols[i]);
            }
        }

        // Those that follow from others stand in the model by their own names.
        foreach (SymbolRelation relation in model.Signature.Relations)
        {
            if (relation.Value.Evaluate(name => values.TryGetValue(name, out long value) ? value : null) is >= 0 and { } length)
            {
                Fix(relation.Symbol, length);
            }
        }
    }

    private void Fix(string symbol, long length)
    {
        fixed (byte* name = Encoding.UTF8.GetBytes(symbol + '\0'))
        {
            Check(_library.Api.AddFreeDimensionOverrideByName(Pointer, name, length));
        }
    }

    private void Check(nint status) => OrtStatus.ThrowIfFailed(_library.Api, status, "take the session's options");
}
