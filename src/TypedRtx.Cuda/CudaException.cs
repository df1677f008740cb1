using TypedRtx.Cuda.Native;

namespace TypedRtx.Cuda;

/// <summary>A call of the CUDA driver failed; the message says what was being done, the error's name and what to do.</summary>
internal sealed class CudaException(CudaResult result, string message) : TypedRtxException(message)
{
    /// <summary>What the driver returned.</summary>
    public CudaResult Result { get; } = result;
}
