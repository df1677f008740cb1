namespace TypedRtx.Cuda.Native;

/// <summary>Where memory of a copy is (<c>CUmemorytype</c>, cuda.h, CUDA 13.0).</summary>
internal enum CudaMemoryType
{
    /// <summary>On the host.</summary>
    Host = 1,

    /// <summary>On a GPU.</summary>
    Device = 2,

    /// <summary>An array on a GPU.</summary>
    Array = 3,

    /// <summary>Wherever its address, which stands where that of a GPU does, says.</summary>
    Unified = 4,
}
