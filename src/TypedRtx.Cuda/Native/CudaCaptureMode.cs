namespace TypedRtx.Cuda.Native;

/// <summary>What the driver refuses while a stream is recorded (<c>CUstreamCaptureMode</c>, cuda.h, CUDA 13.0).</summary>
internal enum CudaCaptureMode
{
    /// <summary>Calls of any thread that may not be recorded, such as allocations.</summary>
    Global = 0,

    /// <summary>Such calls of the thread that records.</summary>
    ThreadLocal = 1,

    /// <summary>Nothing.</summary>
    Relaxed = 2,
}
