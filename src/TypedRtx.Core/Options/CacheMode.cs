namespace TypedRtx;

/// <summary>Whether a cache is read and written.</summary>
public enum CacheMode
{
    /// <summary>Both. The default.</summary>
    ReadWrite,

    /// <summary>Read, never written.</summary>
    ReadOnly,

    /// <summary>Neither.</summary>
    Off,
}
