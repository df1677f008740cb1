using System.Globalization;
using TypedRtx.Cuda;
using TypedRtx.Native;
using TypedRtx.OnnxRuntime.Native;
using TypedRtx.TensorRtRtx.Interop;

namespace TypedRtx.Cli.Doctor;

/// <summary>Looks for the native libraries of the backends.</summary>
internal static class LibraryChecks
{
    /// <summary>Looks for ONNX Runtime, as a program in a folder would.</summary>
    /// <param name="program">The folder; null for the tool's own.</param>
    /// <param name="location">The library; null where there is none.</param>
    public static Finding OnnxRuntime(string? program, out string? location)
    {
        NativeLibraryQuery query = OrtLibrary.Query(path: null, pathOnly: false);
        OrtLibrary? library = OrtLibrary.TryLoad(
            program is null ? query : query with { ProgramFolder = Path.GetFullPath(program) }, out NativeLibrarySearch search);
        location = library?.Location;
        return library is null
            ? new Finding("ONNX Runtime, for CPUs", FindingState.Missing, Searched(search.Trace), InstallAdvice.OnnxRuntime)
            : new Finding("ONNX Runtime, for CPUs", FindingState.Works, [$"version {library.Version.Text}, {library.Location}"], []);
    }

    /// <summary>Looks for TensorRT for RTX.</summary>
    public static Finding TensorRtRtx(string? path, string? program, out RtxLibrary? library)
    {
        string? named = path ?? program;
        library = RtxLibrary.TryLoad(named is null ? null : Path.GetFullPath(named), pathOnly: path is not null, out string trace);
        if (library is null)
        {
            return new Finding("TensorRT for RTX", FindingState.Missing, Searched(trace), InstallAdvice.TensorRtRtx);
        }

        List<string> lines = [$"version {library.Version}, {library.Location}", $"its ONNX parser, {library.ParserLocation}"];
        if (library.Version.IsNewerThanKnown)
        {
            lines.Add("This version came after those that TypedRtx was tried with.");
        }

        return new Finding("TensorRT for RTX", library.Version.IsNewerThanKnown ? FindingState.Doubtful : FindingState.Works, lines, []);
    }

    /// <summary>Starts the CUDA driver.</summary>
    public static Finding Driver(out CudaLibrary? library)
    {
        library = CudaLibrary.TryLoad(path: null, out string reason);
        return library is null
            ? new Finding("CUDA driver", FindingState.Missing, [reason], InstallAdvice.Driver)
            : new Finding("CUDA driver", FindingState.Works, [string.Create(
                CultureInfo.InvariantCulture, $"for CUDA up to {library.DriverVersionText}, {library.Location}")], []);
    }

    private static List<string> Searched(string trace) => ["searched:", .. trace.Split('\n').Select(line => line.TrimEnd())];
}
