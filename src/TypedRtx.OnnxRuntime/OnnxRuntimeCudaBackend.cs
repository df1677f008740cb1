using TypedRtx.Backends;
using TypedRtx.Cuda;

namespace TypedRtx.OnnxRuntime;

/// <summary>Runs models on NVIDIA GPUs with ONNX Runtime and its CUDA provider, version 1.18 or later.</summary>
/// <remarks>
/// The provider comes with official GPU builds of ONNX Runtime, which need NVIDIA's driver, CUDA and cuDNN; put the libraries of one
/// beside the program, or name their folder with <see cref="ModelOptions.NativeLibraryPath"/>.
/// </remarks>
public sealed class OnnxRuntimeCudaBackend : IInferenceBackend
{
    private readonly OrtCudaMachine _machine;

    /// <summary>Makes the backend; nothing is loaded yet.</summary>
    public OnnxRuntimeCudaBackend()
        : this(new OrtCudaMachine())
    {
    }

    internal OnnxRuntimeCudaBackend(OrtCudaMachine machine) => _machine = machine;

    /// <inheritdoc />
    public string Name => "ONNX Runtime on CUDA";

    /// <inheritdoc />
    public int Priority => 50;

    /// <inheritdoc />
    public bool Serves(Backend choice) => choice == Backend.Cuda;

    /// <inheritdoc />
    /// <remarks>Axes without a name cannot be fixed, but a run of any fixed lengths can be recorded.</remarks>
    public bool SpecializesBySession(BackendRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Options.CudaGraphs == CudaGraphs.WholeGraphCapture
            || request.Model.Plan.Symbols.Any(symbol => !symbol.IsAnonymous);
    }

    /// <inheritdoc />
    public string MachineOf(BackendRequest request)
    {
        return $"ONNX Runtime {_machine.EnvironmentFor(request.Options).Library.Version.Text}, {Find(request).Machine}";
    }

    /// <inheritdoc />
    public BackendVerdict Verdict(BackendRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        CudaDevice? device = _machine.Find(request.Options, out string reason);
        return new BackendVerdict(device is not null, reason);
    }

    /// <inheritdoc />
    /// <exception cref="BackendUnavailableException">The library, its provider or the GPU is not there.</exception>
    public ITensorAllocator OpenMemory(BackendRequest request) => CudaAllocator.Open(Find(request));

    /// <inheritdoc />
    /// <exception cref="BackendUnavailableException">The library, its provider or the GPU is not there.</exception>
    public BackendArtefact Prepare(BackendRequest request, IProgress<LoadProgress>? progress, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Find(request);
        return new OrtCudaArtefact(request.Source);
    }

    /// <inheritdoc />
    public IInferenceSession Open(
        BackendArtefact artefact, BackendRequest request, ReadOnlySpan<int> symbols, CancellationToken cancellationToken)
    {
        OrtCudaArtefact model = artefact as OrtCudaArtefact
            ?? throw new ArgumentException("The artefact was made by another backend.", nameof(artefact));
        cancellationToken.ThrowIfCancellationRequested();
        CudaDevice device = Find(request);
        OrtEnvironment environment = _machine.EnvironmentFor(request.Options);
        OrtCudaLengths? shared = symbols.Length == 0 ? null : model.Common.TryOpen(
            request,
            model.RecordingFor(environment, request),
            () => OrtCudaSession.TryOpenRecorded(environment, device, model, request, cancellationToken));
        return shared is not null ? shared : OrtCudaSession.Open(environment, device, model, request, symbols, cancellationToken);
    }

    private CudaDevice Find(BackendRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _machine.Find(request.Options, out string reason)
            ?? throw new BackendUnavailableException($"{request.Model.Name}: {reason}");
    }
}
