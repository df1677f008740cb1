namespace TypedRtx.TensorRtRtx;

/// <summary>What runs in a context.</summary>
internal enum RtxContextKind
{
    /// <summary>Runs of any lengths.</summary>
    General,

    /// <summary>Runs whose lengths do not come back: kernels for them, and graphs of them, would be compiled for nothing.</summary>
    Steps,

    /// <summary>Runs of the same lengths, kernels for which are compiled in the first run.</summary>
    Specialized,
}
