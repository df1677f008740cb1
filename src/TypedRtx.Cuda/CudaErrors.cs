using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.InteropServices;
using TypedRtx.Cuda.Native;

namespace TypedRtx.Cuda;

/// <summary>Turns what the driver returns into text and exceptions.</summary>
internal static unsafe class CudaErrors
{
    /// <summary>Throws when a call failed.</summary>
    /// <param name="library">The driver.</param>
    /// <param name="result">What the call returned.</param>
    /// <param name="doing">What could not be done, as in "could not …".</param>
    /// <exception cref="CudaException">The call failed.</exception>
    public static void ThrowIfFailed(CudaLibrary library, CudaResult result, string doing)
    {
        if (result != CudaResult.Success)
        {
            Throw(library, result, doing);
        }
    }

    /// <summary>The error of a call that failed.</summary>
    public static CudaException Error(CudaLibrary library, CudaResult result, string doing) => new(
        result,
        $"The CUDA driver could not {doing}: {Describe(library.Api, result)}.{Memory(library, result)}{Advice(result)}");

    /// <summary>Name and meaning of a result: <c>CUDA_ERROR_NO_DEVICE (no CUDA-capable device is detected)</c>.</summary>
    public static string Describe(in CudaApi api, CudaResult result)
    {
        byte* name = null;
        byte* text = null;
        string number = ((int)result).ToString(CultureInfo.InvariantCulture);
        if (api.GetErrorName(result, &name) != CudaResult.Success || name is null)
        {
            return $"error {number}";
        }

        string known = Marshal.PtrToStringUTF8((nint)name) ?? number;
        return api.GetErrorString(result, &text) == CudaResult.Success && text is not null
            ? $"{known} ({Marshal.PtrToStringUTF8((nint)text)})"
            : $"{known} ({number})";
    }

    /// <summary>What a user can do about a result, with a space before it; empty when there is nothing to say.</summary>
    public static string Advice(CudaResult result) => result switch
    {
        CudaResult.OutOfMemory =>
            " Free memory of the GPU: dispose models and bindings that are done, use smaller lengths or profiles, or close other programs.",
        CudaResult.NoDevice =>
            " Check that the GPU is one of NVIDIA's, that its driver is installed, and that CUDA_VISIBLE_DEVICES or the container does not hide it.",
        CudaResult.StubLibrary => " The library is the one that programs are linked against, and not the driver's: take it out of the search path.",
        CudaResult.DeviceUnavailable => " Another program has the GPU for itself.",
        CudaResult.SystemDriverMismatch => " The library and the driver in the kernel have different versions: restart the machine after an update.",
        CudaResult.CompatNotSupportedOnDevice =>
            " The compatibility package for newer versions of CUDA does not serve this GPU: take it out of the search path, or update the driver.",
        CudaResult.SystemNotReady => " A service of the machine that the GPUs need is not running (the fabric manager, on machines with NVSwitch).",
        CudaResult.Unknown => " Restart the machine if it was suspended; in a container, pass the GPU's devices in.",
        _ when IsSticky(result) => " The GPU's state of this process is lost: no model on the GPU runs until the process is started again.",
        _ => "",
    };

    /// <summary>Whether every later call of the process fails too, because a kernel destroyed the context.</summary>
    public static bool IsSticky(CudaResult result) => result
        is CudaResult.IllegalAddress or CudaResult.LaunchTimeout or CudaResult.ContextIsDestroyed or CudaResult.Assert
        or CudaResult.HardwareStackError or CudaResult.IllegalInstruction or CudaResult.MisalignedAddress
        or CudaResult.InvalidAddressSpace or CudaResult.InvalidProgramCounter or CudaResult.LaunchFailed
        or CudaResult.EccUncorrectable;

    [DoesNotReturn]
    private static void Throw(CudaLibrary library, CudaResult result, string doing) => throw Error(library, result, doing);

    private static string Memory(CudaLibrary library, CudaResult result)
    {
        nuint free;
        nuint total;
        return result == CudaResult.OutOfMemory && library.Api.MemGetInfo(&free, &total) == CudaResult.Success
            ? string.Create(CultureInfo.InvariantCulture, $" {free >> 20} of {total >> 20} MiB are free.")
            : "";
    }
}
