using TypedRtx.Cuda;
using TypedRtx.Cuda.Native;
using TypedRtx.TensorRtRtx.Interop;

namespace TypedRtx.TensorRtRtx;

/// <summary>Makes exceptions of what the library and the driver report while loading and running.</summary>
internal static class RtxFailures
{
    /// <summary>The error of a call of the library that failed.</summary>
    /// <param name="doing">What could not be done, as in "could not …".</param>
    /// <param name="errors">What was reported.</param>
    /// <param name="inner">What a callback of ours threw; null for nothing.</param>
    public static InferenceException Of(string doing, RtxError[] errors, Exception? inner = null)
    {
        string said = errors.Length > 0 ? string.Join("; ", errors.Select(error => error.ToString().TrimEnd('.')))
            : inner is not null ? inner.Message.TrimEnd('.')
            : "it does not say why, see ModelOptions.Logger";
        return new InferenceException($"TensorRT for RTX could not {doing}: {said}.{Advice(errors)}", inner);
    }

    /// <summary>The error of a call of the driver that failed.</summary>
    public static InferenceException Of(CudaLibrary library, CudaResult result, string doing)
    {
        CudaException inner = CudaErrors.Error(library, result, doing);
        return new InferenceException(inner.Message, inner);
    }

    private static string Advice(RtxError[] errors)
    {
        bool isMemory = Array.Exists(errors, error => error.Code == RtxError.FailedAllocation
            || error.Description.Contains("out of memory", StringComparison.OrdinalIgnoreCase));
        return isMemory ? CudaErrors.Advice(CudaResult.OutOfMemory) : "";
    }
}
