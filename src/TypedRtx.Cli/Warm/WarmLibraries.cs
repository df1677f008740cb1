using TypedRtx.OnnxRuntime;
using TypedRtx.OnnxRuntime.Native;
using TypedRtx.Runtime;
using TypedRtx.TensorRtRtx;
using TypedRtx.TensorRtRtx.Interop;

namespace TypedRtx.Cli.Warm;

/// <summary>The backends, and the native libraries that they use.</summary>
internal static class WarmLibraries
{
    /// <summary>Adds all backends to those of the process, which belong to the program: a command only chooses.</summary>
    public static void Register()
    {
        BackendRegistry.Add(new OnnxRuntimeBackend());
        BackendRegistry.Add(new OnnxRuntimeCudaBackend());
        BackendRegistry.Add(new TensorRtRtxBackend());
    }

    /// <summary>The options that say which backend a model is loaded on, and with which library.</summary>
    /// <exception cref="ToolException">There is no backend of that name.</exception>
    public static ModelOptions Choose(WarmSettings settings)
    {
        Backend backend = settings.Backend.ToUpperInvariant() switch
        {
            "AUTO" => Backend.Auto,
            "CPU" => Backend.Cpu,
            "CUDA" => Backend.Cuda,
            "TENSORRT-RTX" => Backend.TensorRtRtx,
            _ => throw new ToolException(
                $"--backend: expected auto, cpu, cuda or tensorrt-rtx, found '{settings.Backend}'.", ExitCodes.Usage),
        };
        return new ModelOptions
        {
            Backend = backend,
            NativeLibraryPath = settings.Program is { } program ? OfProgram(backend, Path.GetFullPath(program))
                : settings.Library is { } path ? Path.GetFullPath(path)
                : null,
        };
    }

    /// <summary>The error of a library that is missing, with what can be done here.</summary>
    public static ToolException Missing(BackendUnavailableException error) => new(
        $"{error.Message}\nHere, --program names the folder of a program that has the library, and --library names the library or its folder. "
        + "'typedrtx doctor' says more.",
        ExitCodes.NoLibrary);

    // A path that is named is the only place to look, and a program looks further.
    private static string? OfProgram(Backend backend, string folder)
    {
        if (backend == Backend.TensorRtRtx)
        {
            return RtxLibrary.TryLoad(folder, pathOnly: false, out _)?.Location ?? folder;
        }

        OrtLibrary? library = OrtLibrary.TryLoad(
            OrtLibrary.Query(path: null, pathOnly: false) with { ProgramFolder = folder }, out _);
        if (library is not null)
        {
            // The first one that is asked for serves the process.
            _ = OrtEnvironment.FindLibrary(new ModelOptions { Backend = Backend.Cpu, NativeLibraryPath = library.Location }, out _);
        }

        return backend == Backend.Auto || library is null ? folder : library.Location;
    }
}
