namespace TypedRtx.OnnxRuntime;

/// <summary>How an input or output is bound.</summary>
internal enum OrtCudaPlace
{
    /// <summary>Not at all: an input takes its default, an output is not computed for us.</summary>
    None,

    /// <summary>To memory of the GPU, in place.</summary>
    OnDevice,

    /// <summary>To memory of the host that is copied to or from the GPU in each run.</summary>
    Copied,

    /// <summary>On the host, as the library takes or makes it.</summary>
    OnHost,
}
