using System.Runtime.InteropServices;

namespace TypedRtx.Cuda.Native;

/// <summary><c>CUDA_MEMCPY3D_v2</c> (cuda.h, CUDA 13.0), which copies of a graph are told as: 200 bytes on 64-bit systems.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct CudaCopy3D
{
    public nuint SourceX;
    public nuint SourceY;
    public nuint SourceZ;
    public nuint SourceLevel;
    public CudaMemoryType SourceType;
    public nint SourceHost;
    public nint SourceDevice;
    public nint SourceArray;
    public nint SourceReserved;
    public nuint SourcePitch;
    public nuint SourceHeight;
    public nuint DestinationX;
    public nuint DestinationY;
    public nuint DestinationZ;
    public nuint DestinationLevel;
    public CudaMemoryType DestinationType;
    public nint DestinationHost;
    public nint DestinationDevice;
    public nint DestinationArray;
    public nint DestinationReserved;
    public nuint DestinationPitch;
    public nuint DestinationHeight;
    public nuint Width;
    public nuint Height;
    public nuint Depth;
}
