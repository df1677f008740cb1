namespace TypedRtx.TensorRtRtx;

/// <summary>How an input or output is bound.</summary>
internal enum RtxBoundKind
{
    /// <summary>Not at all: an output is computed and thrown away.</summary>
    None,

    /// <summary>To memory of the GPU, in place.</summary>
    Device,

    /// <summary>To memory of the host, which is copied in each run unless the engine itself works on the host.</summary>
    Host,

    /// <summary>An output whose memory is allocated in the run.</summary>
    Open,
}
