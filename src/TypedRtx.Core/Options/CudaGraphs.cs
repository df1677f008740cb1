namespace TypedRtx;

/// <summary>Whether a run on a GPU is recorded once and replayed as one graph.</summary>
public enum CudaGraphs
{
    /// <summary>A run is one graph per set of lengths and addresses, recorded in its second run. The default.</summary>
    WholeGraphCapture,

    /// <summary>Every kernel of a run is launched by itself.</summary>
    Disabled,
}
