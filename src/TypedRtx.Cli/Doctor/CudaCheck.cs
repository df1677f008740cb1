using System.Globalization;
using TypedRtx.Cuda;
using TypedRtx.OnnxRuntime;

namespace TypedRtx.Cli.Doctor;

/// <summary>Looks whether ONNX Runtime runs models on the GPUs.</summary>
internal static class CudaCheck
{
    private const string Title = "ONNX Runtime on CUDA, for NVIDIA GPUs";

    /// <summary>Loads the CUDA provider of a library, once all else is there.</summary>
    /// <param name="machine">Looks, and says why not.</param>
    /// <param name="library">Where ONNX Runtime is; null where it is not.</param>
    /// <param name="gpus">How many GPUs the driver has; 0 where there is no driver.</param>
    public static Finding Run(OrtCudaMachine machine, string? library, int gpus)
    {
        if (library is null)
        {
            return new Finding(Title, FindingState.Missing, ["ONNX Runtime itself is not there, see above."], InstallAdvice.OnnxRuntimeCuda);
        }

        // A library that the system's loader found by its name is found so again.
        string? path = Path.IsPathFullyQualified(library) ? library : null;

        // Without a driver it is the first GPU that is missing.
        List<CudaDevice> found = [];
        List<string> failures = [];
        for (int index = 0; index < Math.Max(gpus, 1); index++)
        {
            ModelOptions options = new() { Backend = Backend.Cuda, NativeLibraryPath = path, DeviceIndex = index };
            if (machine.Find(options, out string reason) is { } device)
            {
                found.Add(device);
            }
            else
            {
                failures.Add(reason);
            }
        }

        if (found.Count == 0)
        {
            return new Finding(Title, FindingState.Missing, [.. failures.Distinct()], InstallAdvice.OnnxRuntimeCuda);
        }

        string version = machine.EnvironmentFor(new ModelOptions()).Library.Version.Text;
        string numbers = string.Join(", ", found.Select(device => device.Index.ToString(CultureInfo.InvariantCulture)));
        return new Finding(
            Title,
            failures.Count == 0 ? FindingState.Works : FindingState.Doubtful,
            [
                $"version {version}, its CUDA provider loads: {Path.Combine(Path.GetDirectoryName(library) ?? "", OrtCudaProvider.FileName)}",
                $"runs models on GPU {numbers}",
                .. failures,
            ],
            []);
    }
}
