namespace TypedRtx.Cli.Doctor;

/// <summary>How to install what a machine lacks.</summary>
internal static class InstallAdvice
{
    /// <summary>How programs come by ONNX Runtime.</summary>
    public static IReadOnlyList<string> OnnxRuntime { get; } =
    [
        "A program that references the package TypedRtx brings ONNX Runtime itself; --program FOLDER looks where such a program does.",
        "Your own build: put it beside the program, or name it in ModelOptions.NativeLibraryPath.",
    ];

    /// <summary>How to get ONNX Runtime to run on NVIDIA GPUs.</summary>
    public static IReadOnlyList<string> OnnxRuntimeCuda { get; } = OperatingSystem.IsWindows()
        ?
        [
            "GPU builds: onnxruntime-win-x64-gpu at https://github.com/microsoft/onnxruntime/releases, 1.18 or later, or the package",
            "Microsoft.ML.OnnxRuntime.Gpu.Windows. Each is for one major version of CUDA and of cuDNN, which its release notes name:",
            "install both from https://developer.nvidia.com/cuda-downloads and /cudnn-downloads, with their folders bin in PATH.",
        ]
        : OperatingSystem.IsLinux()
        ?
        [
            "GPU builds: onnxruntime-linux-x64-gpu at https://github.com/microsoft/onnxruntime/releases, 1.18 or later, or the package",
            "Microsoft.ML.OnnxRuntime.Gpu.Linux. Each is for one major version of CUDA and of cuDNN, which its release notes name: install",
            "both from https://developer.nvidia.com/cuda-downloads and /cudnn-downloads, where the loader looks or LD_LIBRARY_PATH names.",
            "The loader tells the first library that is missing: libcublas, libcublasLt, libcudart, libcufft and libcurand are CUDA's.",
        ]
        : ["CUDA is there for Windows and Linux alone."];

    /// <summary>How to install TensorRT for RTX on this system.</summary>
    public static IReadOnlyList<string> TensorRtRtx { get; } = OperatingSystem.IsWindows()
        ?
        [
            "It is NVIDIA's to distribute: download the archive for Windows from https://developer.nvidia.com/tensorrt-rtx, 1.5 or later.",
            "In its folder bin are tensorrt_rtx_1_6.dll and tensorrt_onnxparser_rtx_1_6.dll (the numbers are those of the version).",
            "Put both beside the program, or name their folder in ModelOptions.NativeLibraryPath and with --library. PATH is not searched.",
        ]
        : OperatingSystem.IsLinux()
        ?
        [
            "It is NVIDIA's to distribute: download the archive for Linux from https://developer.nvidia.com/tensorrt-rtx, 1.5 or later;",
            "or 'pip install tensorrt_rtx_cu13' (tensorrt_rtx_cu12 for CUDA 12), whose package folders hold the libraries.",
            "What is needed are libtensorrt_rtx.so.1 and libtensorrt_onnxparser_rtx.so.1, both in one folder. Put them beside the program,",
            "name their folder in ModelOptions.NativeLibraryPath and with --library, or in LD_LIBRARY_PATH, or in a file below /etc/ld.so.conf.d.",
        ]
        : ["TensorRT for RTX is there for Windows and Linux alone."];

    /// <summary>How to install the driver of the GPU on this system.</summary>
    public static IReadOnlyList<string> Driver { get; } = OperatingSystem.IsWindows()
        ? ["Install the driver of your GPU from https://www.nvidia.com/drivers. The CUDA toolkit is not needed."]
        : OperatingSystem.IsLinux()
        ?
        [
            "Install NVIDIA's driver from your distribution, or from https://www.nvidia.com/drivers. The CUDA toolkit is not needed.",
            "In a container, the driver comes from the host: start it with GPUs (docker run --gpus all).",
        ]
        : ["CUDA is there for Windows and Linux alone."];
}
