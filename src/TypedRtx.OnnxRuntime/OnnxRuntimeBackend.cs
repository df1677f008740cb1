using TypedRtx.Backends;
using TypedRtx.OnnxRuntime.Native;

namespace TypedRtx.OnnxRuntime;

/// <summary>
/// Runs models on the CPU with ONNX Runtime, version 1.18 or later, through its C API, or on an execution provider asked for by name.
/// </summary>
/// <remarks>
/// The library's telemetry is switched off before it starts; a program opts in with the runtime host configuration
/// option <c>TypedRtx.OnnxRuntime.Telemetry</c>. The library and its environment serve the whole process and are never
/// unloaded.
/// </remarks>
public sealed class OnnxRuntimeBackend : IInferenceBackend
{
    /// <inheritdoc />
    public string Name => "ONNX Runtime";

    /// <inheritdoc />
    public int Priority => 0;

    /// <inheritdoc />
    public bool Serves(Backend choice)
    {
        ArgumentNullException.ThrowIfNull(choice);
        return choice == Backend.Cpu || choice.IsExecutionProvider;
    }

    /// <inheritdoc />
    public bool SpecializingSlowsRuns => true;

    /// <inheritdoc />
    /// <remarks>Axes without a name cannot be fixed; a model whose free lengths are all such has nothing to gain.</remarks>
    public bool SpecializesBySession(BackendRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return !request.Options.Backend.IsExecutionProvider && request.Model.Plan.Symbols.Any(symbol => !symbol.IsAnonymous);
    }

    /// <inheritdoc />
    public string MachineOf(BackendRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return $"ONNX Runtime {OrtEnvironment.Get(request.Options).Library.Version.Text}";
    }

    /// <inheritdoc />
    public BackendVerdict Verdict(BackendRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        OrtLibrary? library = OrtEnvironment.FindLibrary(request.Options, out string reason);
        if (library is not null
            && request.Options.Backend is { IsExecutionProvider: true } provider
            && OrtExecutionProvider.Try(library.Api, provider) is { } refusal)
        {
            return new BackendVerdict(false, $"{reason} It does not take the execution provider {provider.Name}: {refusal}");
        }

        return new BackendVerdict(library is not null, reason);
    }

    /// <inheritdoc />
    public BackendArtefact Prepare(
        BackendRequest request,
        IProgress<LoadProgress>? progress,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        BackendVerdict verdict = Verdict(request);
        return verdict.IsUsable
            ? new OnnxRuntimeArtefact(request.Source, KeptModels.For(request))
            : throw new BackendUnavailableException(verdict.Reason);
    }

    /// <inheritdoc />
    public IInferenceSession Open(
        BackendArtefact artefact,
        BackendRequest request,
        ReadOnlySpan<int> symbols,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        OnnxRuntimeArtefact model = artefact as OnnxRuntimeArtefact
            ?? throw new ArgumentException("The artefact was made by another backend.", nameof(artefact));
        cancellationToken.ThrowIfCancellationRequested();
        OrtEnvironment environment = OrtEnvironment.Get(request.Options);
        if (symbols.IsEmpty)
        {
            return model.Kept?.Open(environment, cancellationToken) ?? OpenGeneral(model, request, environment, cancellationToken);
        }

        if (model.Kept?.TrySpecialize(environment, symbols, cancellationToken) is { } specialized)
        {
            return specialized;
        }

        using OrtSessionOptions options = new(environment, request, symbols);
        using OrtWeightsLease weights = model.LeaseWeights(environment);
        options.Share(weights.Weights, weights.Weights.TryHold()!);
        OrtHandle session = OrtSessionLoader.Load(environment, options, model.Source, weights.Weights.Container, cancellationToken);
        return new OrtSession(environment, session, request.Model.Signature) { SharedByteLength = weights.IsFirst ? weights.Weights.ByteLength : 0 };
    }

    private static OrtSession OpenGeneral(
        OnnxRuntimeArtefact model, BackendRequest request, OrtEnvironment environment, CancellationToken cancellationToken)
    {
        using OrtSessionOptions options = new(environment, request, []);
        OrtHandle general = OrtSessionLoader.Load(environment, options, model.Source, packedWeights: 0, cancellationToken);
        return new OrtSession(environment, general, request.Model.Signature);
    }
}
