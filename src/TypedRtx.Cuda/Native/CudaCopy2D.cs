using System.Runtime.InteropServices;

namespace TypedRtx.Cuda.Native;

/// <summary><c>CUDA_MEMCPY2D_v2</c> (cuda.h, CUDA 13.0): 128 bytes on 64-bit systems.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct CudaCopy2D
{
    /// <summary>The value of a memory type for memory of a device.</summary>
    public const int Device = 2;

    public nuint SourceX;
    public nuint SourceY;
    public int SourceType;
    public nint SourceHost;
    public nint SourceDevice;
    public nint SourceArray;
    public nuint SourcePitch;
    public nuint DestinationX;
    public nuint DestinationY;
    public int DestinationType;
    public nint DestinationHost;
    public nint DestinationDevice;
    public nint DestinationArray;
    public nuint DestinationPitch;
    public nuint Width;
    public nuint Height;
}
