namespace TypedRtx;

/// <summary>Where and how compiled engines and kernels are kept between starts of the program.</summary>
/// <remarks>
/// What is kept becomes machine code. The folder is made for its owner alone; one that another user owns, or that others may
/// write to, is not used, which is logged. A folder that cannot be read or written is no error: nothing is kept then.
/// </remarks>
public sealed record CacheOptions
{
    internal const long DefaultMaxByteLength = 8L << 30;

    /// <summary>
    /// The folder; null for <c>TypedRtx</c> in the user's own: <c>%LOCALAPPDATA%\TypedRtx</c> on Windows, <c>~/.cache/TypedRtx</c> on Linux
    /// (whatever XDG_CACHE_HOME says), <c>~/Library/Caches/TypedRtx</c> on macOS; a user without a home has no cache. Relative paths
    /// start at the program's folder.
    /// </summary>
    public string? Directory { get; init; }

    /// <summary>Whether the cache is read and written.</summary>
    public CacheMode Mode { get; init; } = CacheMode.ReadWrite;

    /// <summary>When what was kept is read as a whole: large entries in the background by default.</summary>
    public CacheVerify Verify { get; init; }

    /// <summary>
    /// How many bytes of entries the folder may hold, 8 GiB by default. When something is written and it holds more, what was not used
    /// for longest is removed, to the hour. The entry that was written last stays, however large it is. All programs of a user share
    /// the default folder: the smallest bound among them counts.
    /// </summary>
    public long MaxByteLength { get; init; } = DefaultMaxByteLength;

    /// <summary>
    /// A file that <c>typedrtx cache pack</c> wrote and that is shipped with the program; null for none. Entries whose keys match are read
    /// from it where the folder has none, so that the first start on a machine is as fast as later ones. Never written; trusted as the
    /// program's own files are. Relative paths start at the program's folder.
    /// </summary>
    public string? Bundle { get; init; }
}
