namespace TypedRtx;

/// <summary>When what was kept is read as a whole, and held against its checksums.</summary>
public enum CacheVerify
{
    /// <summary>
    /// Entries up to 64 MB before they are used. Larger ones, and model files whose hash is remembered, by a sample before, and as a
    /// whole in the background once the model is loaded, about a second for each gigabyte. Should that find damage the sample did not
    /// see, results until then may be wrong: it is logged as an error, and the model is loaded anew before its next run; bindings and
    /// states made before refuse to go on. The default.
    /// </summary>
    Background,

    /// <summary>All of it before it is used, which loading waits for. Model files are read and hashed at each load.</summary>
    Full,
}
