namespace TypedRtx.Cuda.Native;

/// <summary>Those of <c>CUdevice_attribute</c> (cuda.h, CUDA 13.0) that we ask for.</summary>
internal enum CudaDeviceAttribute
{
    Integrated = 18,
    ComputeCapabilityMajor = 75,
    ComputeCapabilityMinor = 76,
}
