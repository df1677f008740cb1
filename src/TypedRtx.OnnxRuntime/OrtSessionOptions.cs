using System.Text;
using TypedRtx.Backends;
using TypedRtx.OnnxRuntime.Native;
using TypedRtx.Runtime;
using TypedRtx.Signatures;

namespace TypedRtx.OnnxRuntime;

/// <summary>The options of one session, as the library wants them. Disposed once the session is there.</summary>
internal sealed unsafe class OrtSessionOptions : IDisposable
{
    private const int AllOptimizations = 99;

    private readonly OrtLibrary _library;
    private readonly OrtHandle _handle;
    private OrtCompanions? _companions = new();

    public OrtSessionOptions(OrtEnvironment environment, BackendRequest request, ReadOnlySpan<int> symbols)
    {
        _library = environment.Library;
        ref readonly OrtApi api = ref _library.Api;
        nint pointer;
        OrtStatus.ThrowIfFailed(api, api.CreateSessionOptions(&pointer), "make session options");
        _handle = new OrtHandle(pointer, api.ReleaseSessionOptions, environment.Handle);
        Check(api.SetSessionGraphOptimizationLevel(pointer, AllOptimizations));
        SetThreads(request.Options);
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

        _companions.ExternalData = OrtExternalData.TryHand(_library, pointer, request.Source.ExternalData);
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

    private void SetThreads(ModelOptions options)
    {
        ref readonly OrtApi api = ref _library.Api;
        if (options.Threads is not { } threads)
        {
            Check(api.DisablePerSessionThreads(Pointer));
            return;
        }

        Check(api.SetIntraOpNumThreads(Pointer, threads));
        Check(api.SetInterOpNumThreads(Pointer, 1));
        fixed (byte* key = "session.intra_op.allow_spinning"u8)
        fixed (byte* value = options.Spinning == true ? "1"u8 : "0"u8)
        {
            Check(api.AddSessionConfigEntry(Pointer, key, value));
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
