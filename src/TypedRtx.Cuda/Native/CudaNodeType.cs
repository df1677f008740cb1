namespace TypedRtx.Cuda.Native;

/// <summary>What a node of a graph does, as far as it is looked at (<c>CUgraphNodeType</c>, cuda.h, CUDA 13.0).</summary>
internal enum CudaNodeType
{
    /// <summary>Runs a kernel.</summary>
    Kernel = 0,

    /// <summary>Copies.</summary>
    Copy = 1,

    /// <summary>Is a graph of its own.</summary>
    Graph = 4,
}
