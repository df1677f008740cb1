namespace TypedRtx.TensorRtRtx;

/// <summary>What to tell users whose machine has no library.</summary>
internal static class RtxInstallation
{
    /// <summary>The library was not found, or cannot be used.</summary>
    public static string Missing(string trace) => $"""
        TensorRT for RTX, version 1.5 or later, was not found. It is NVIDIA's to distribute: download it from developer.nvidia.com/tensorrt-rtx
        (or install the Python package tensorrt_rtx, which holds the libraries), and put its libraries beside the program, on the system's
        library path, or name their folder in ModelOptions.NativeLibraryPath. `typedrtx doctor` says more. Searched:
        {trace}
        """;
}
