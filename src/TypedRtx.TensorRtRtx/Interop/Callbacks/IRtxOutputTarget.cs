namespace TypedRtx.TensorRtRtx.Interop;

/// <summary>Where an output goes that the library allocates through us.</summary>
internal interface IRtxOutputTarget
{
    /// <summary>The shape that the output had in the last run; of rank -1 before.</summary>
    RtxDims Dims { get; set; }

    /// <summary>The address of room for an output; stays until more is asked for.</summary>
    nint Reserve(long byteLength);
}
