namespace TypedRtx;

/// <summary>When kernels are compiled for the lengths that really occur.</summary>
public enum Specialization
{
    /// <summary>In the background, after lengths came back; until then, and where it is no gain, general kernels answer. The default.</summary>
    Lazy,

    /// <summary>In the first run of new lengths, which waits for it.</summary>
    Eager,

    /// <summary>Never: general kernels answer always.</summary>
    None,
}
