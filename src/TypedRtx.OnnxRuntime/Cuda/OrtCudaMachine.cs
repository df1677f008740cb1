using TypedRtx.Cuda;
using TypedRtx.OnnxRuntime.Native;

namespace TypedRtx.OnnxRuntime;

/// <summary>
/// What this machine has of library, provider, driver and GPUs. The provider is loaded once all else is there: it is large. What was
/// found is kept, since libraries stay loaded until the process ends.
/// </summary>
/// <param name="cudaPath">The CUDA driver's library, for tests; null for the system's.</param>
/// <param name="environment">The environment, for tests; null for the process's.</param>
internal sealed class OrtCudaMachine(string? cudaPath = null, OrtEnvironment? environment = null)
{
    private readonly Lock _gate = new();
    private CudaLibrary? _cuda;
    private OrtLibrary? _withProvider;

    /// <summary>Finds a GPU that the library can run models on.</summary>
    /// <param name="options">Where the user says the library is, and which GPU.</param>
    /// <param name="reason">What was found, or why there is none.</param>
    public CudaDevice? Find(ModelOptions options, out string reason)
    {
        reason = "";
        lock (_gate)
        {
            OrtLibrary? library = environment?.Library ?? OrtEnvironment.FindLibrary(options, out reason);
            if (library is null)
            {
                return null;
            }

            string found = $"ONNX Runtime {library.Version.Text} from {library.Location}";
            if (library != _withProvider && Missing(library) is { } missing)
            {
                reason = $"{found} {missing}";
                return null;
            }

            _cuda ??= CudaLibrary.TryLoad(cudaPath, out reason);
            if (_cuda?.TryGetDevice(options.DeviceIndex, out reason) is not { } device)
            {
                return null;
            }

            if (library != _withProvider && TryLoadProvider(library, options) is { } failure)
            {
                reason = $"{found} did not load its CUDA provider: {failure.TrimEnd('.')}. Install the versions of CUDA and cuDNN that this "
                    + "build of ONNX Runtime is for where the system's loader finds them.";
                return null;
            }

            _withProvider = library;
            reason = $"{found}, CUDA provider on {device}.";
            return device;
        }
    }

    /// <summary>The environment that sessions run in.</summary>
    public OrtEnvironment EnvironmentFor(ModelOptions options) => environment ?? OrtEnvironment.Get(options);

    // The provider logs while it loads, and only the environment has a logger.
    private string? TryLoadProvider(OrtLibrary library, ModelOptions options)
    {
        try
        {
            _ = EnvironmentFor(options);
            return OrtCudaProvider.TryLoad(library.Api);
        }
        catch (TypedRtxException e)
        {
            return e.Message;
        }
    }

    // The library looks for them in its own folder alone.
    private static string? Missing(OrtLibrary library)
    {
        if (!OrtCudaProvider.IsKnown(library.Api))
        {
            return $"was built without the CUDA provider. {Advice(library)}";
        }

        string? folder = Path.IsPathFullyQualified(library.Location) ? Path.GetDirectoryName(library.Location) : null;
        foreach (string name in new[] { OrtCudaProvider.BridgeFileName, OrtCudaProvider.FileName })
        {
            if (folder is not null && Path.Combine(folder, name) is var file && !File.Exists(file))
            {
                return $"has no CUDA provider beside it: there is no {file}. {Advice(library)}";
            }
        }

        return null;
    }

    private static string Advice(OrtLibrary library) =>
        $"Put the libraries of an official GPU build of ONNX Runtime, all of one version ({Path.GetFileName(library.Location)}, "
        + $"{OrtCudaProvider.BridgeFileName}, {OrtCudaProvider.FileName}), beside the program or name their folder with "
        + "ModelOptions.NativeLibraryPath; the first model loaded in a process decides which core library is used.";
}
