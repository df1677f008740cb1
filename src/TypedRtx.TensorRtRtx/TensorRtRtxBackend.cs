using TypedRtx.Backends;
using TypedRtx.Caching;
using TypedRtx.Cuda;
using TypedRtx.TensorRtRtx.Interop;

namespace TypedRtx.TensorRtRtx;

/// <summary>
/// Runs models on NVIDIA RTX GPUs with TensorRT for RTX, version 1.5 or later. The library is NVIDIA's to distribute: users install
/// it. It is loaded when a model first asks, and never unloaded.
/// </summary>
public sealed class TensorRtRtxBackend : IInferenceBackend
{
    private readonly RtxMachine _machine;

    /// <summary>Makes the backend; nothing is loaded yet.</summary>
    public TensorRtRtxBackend()
        : this(new RtxMachine())
    {
    }

    internal TensorRtRtxBackend(RtxMachine machine) => _machine = machine;

    /// <inheritdoc />
    public string Name => "TensorRT for RTX";

    /// <inheritdoc />
    public int Priority => 100;

    /// <inheritdoc />
    public bool NeedsProfiles => true;

    /// <inheritdoc />
    public bool ComparesAlone => true;

    /// <inheritdoc />
    /// <remarks>They share one engine. Not where <see cref="ModelOptions.SpecializesInLibrary"/> leaves it to the library.</remarks>
    public bool SpecializesBySession(BackendRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return RtxContextStrategy.IsBySession(request);
    }

    /// <inheritdoc />
    public string MachineOf(BackendRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Find(request, out string reason) is var (library, device)
            ? $"TensorRT for RTX {library.Version}, {device.Machine}"
            : throw new BackendUnavailableException($"{request.Model.Name}: {reason}");
    }

    /// <inheritdoc />
    public bool Serves(Backend choice) => choice == Backend.TensorRtRtx;

    /// <inheritdoc />
    /// <remarks>The library is asked with an engine of one operator, once per GPU; building it takes some tens of milliseconds.</remarks>
    public BackendVerdict Verdict(BackendRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (EngineModel.Refusal(request.Model.Signature) is { } refusal)
        {
            return new BackendVerdict(false, $"{refusal}.");
        }

        if (Find(request, out string reason) is not var (library, device))
        {
            return new BackendVerdict(false, reason);
        }

        if (request.Model.Signature.Inputs.FirstOrDefault(input => input.IsOptional) is { } optional)
        {
            return new BackendVerdict(
                false,
                $"the input '{optional.Name}' has a default in the model, which {Name} builds into the engine, so that nothing could be passed for it.",
                MayBeTried: true);
        }

        EngineValidity validity;
        try
        {
            validity = _machine.ValidityOf(library, device);
        }
        catch (TypedRtxException e)
        {
            return new BackendVerdict(false, $"{reason} cannot be asked about {device}: {e.Message}", MayBeTried: true);
        }

        string why = validity.Reason is { Length: > 0 } text ? $": {text}" : "";
        return validity.Kind switch
        {
            EngineValidityKind.Valid => new BackendVerdict(true, $"{reason} on {device}."),
            EngineValidityKind.Suboptimal => new BackendVerdict(true, $"{reason} on {device}, which is newer than the library: not at its best."),
            _ => new BackendVerdict(false, $"{reason} says that its engines do not run on {device}{why}.", MayBeTried: true),
        };
    }

    /// <inheritdoc />
    /// <exception cref="BackendUnavailableException">The library or the GPU is not there.</exception>
    public ITensorAllocator OpenMemory(BackendRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Find(request, out string reason) is var (_, device)
            ? CudaAllocator.Open(device)
            : throw new BackendUnavailableException($"{request.Model.Name}: {reason}");
    }

    /// <inheritdoc />
    /// <exception cref="BackendUnavailableException">The library or the GPU is not there.</exception>
    /// <exception cref="EngineBuildException">No engine of the model can be built.</exception>
    public BackendArtefact Prepare(BackendRequest request, IProgress<LoadProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        (RtxLibrary library, CudaDevice device) = Find(request, out string reason)
            ?? throw new BackendUnavailableException($"{request.Model.Name}: {reason}");

        // The builder looks at the GPU that is current, and would start the first one otherwise. Kept until the session has its own.
        CudaContext cuda = CudaContext.Retain(device);
        try
        {
            cuda.MakeCurrent();
            (EngineBytes engine, CacheKey key) = EngineFinder.Get(
                library, request, shipped => _machine.RefusalOf(library, device, shipped), progress, cancellationToken);
            return new RtxArtefact(library, cuda, engine, key);
        }
        catch
        {
            cuda.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public IInferenceSession Open(
        BackendArtefact artefact, BackendRequest request, ReadOnlySpan<int> symbols, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        RtxArtefact engine = artefact as RtxArtefact
            ?? throw new ArgumentException("The artefact was made by another backend.", nameof(artefact));
        cancellationToken.ThrowIfCancellationRequested();
        return RtxSession.Open(engine.Share(request, cancellationToken), request, isSpecialized: !symbols.IsEmpty, cancellationToken);
    }

    private (RtxLibrary Library, CudaDevice Device)? Find(BackendRequest request, out string reason)
    {
        if (_machine.FindLibrary(request.Options, out reason) is not { } library)
        {
            return null;
        }

        CudaDevice? device = _machine.FindDevice(request.Options.DeviceIndex, out string missing);
        reason = device is null ? $"{reason}. {missing}" : reason;
        return device is null ? null : (library, device);
    }
}
