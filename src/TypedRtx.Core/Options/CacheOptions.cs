namespace TypedRtx;

/// <summary>Where and how compiled engines and kernels are kept between starts of the program.</summary>
/// <remarks>
/// What is kept becomes machine code. The folder is made for its owner alone; one that another user owns, or that others may
/// write to, is not used, which is logged. A folder that cannot be read or written is no error: nothing is kept then.
/// </remarks>
public sealed record CacheOptions
{
    /// <summary>
    /// The folder; null for <c>TypedRtx</c> in the user's own: <c>%LOCALAPPDATA%\TypedRtx</c> on Windows, <c>~/.cache/TypedRtx</c> on Linux
    /// (whatever XDG_CACHE_HOME says), <c>~/Library/Caches/TypedRtx</c> on macOS; a user without a home has no cache. Relative paths
    /// start at the program's folder.
    /// </summary>
    public string? Directory { get; init; }

    /// <summary>Whether the cache is read and written.</summary>
    public CacheMode Mode { get; init; } = CacheMode.ReadWrite;
}
