namespace TypedRtx;

/// <summary>Where and how compiled engines and kernels are kept between starts of the program.</summary>
public sealed record CacheOptions
{
    /// <summary>
    /// The folder; null for <c>TypedRtx</c> in the user's folder for caches (<c>%LOCALAPPDATA%</c>, <c>~/.cache</c>, <c>~/Library/Caches</c>).
    /// Relative paths start at the program's folder.
    /// </summary>
    public string? Directory { get; init; }

    /// <summary>Whether the cache is read and written.</summary>
    public CacheMode Mode { get; init; } = CacheMode.ReadWrite;
}
