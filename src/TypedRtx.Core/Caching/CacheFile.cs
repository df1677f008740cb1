namespace TypedRtx.Caching;

/// <summary>A file of an entry, as its folder tells of it.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="ByteLength">Its size in bytes.</param>
/// <param name="LastUse">When it was written or last read, to the hour.</param>
internal sealed record CacheFile(string Path, long ByteLength, DateTime LastUse)
{
    private static readonly EnumerationOptions TwoLevels = new()
    {
        RecurseSubdirectories = true,
        MaxRecursionDepth = 1,
        IgnoreInaccessible = true,
        AttributesToSkip = FileAttributes.ReparsePoint,
    };

    /// <summary>The folder of its model.</summary>
    public string Folder => System.IO.Path.GetDirectoryName(Path)!;

    /// <summary>All entries below the folder of a version, least recently used first, and what else lies beside them.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be read.</exception>
    public static List<CacheFile> In(string versionFolder, out List<CacheFile> others)
    {
        List<CacheFile> entries = [];
        others = [];
        foreach (FileInfo file in new DirectoryInfo(versionFolder).EnumerateFiles("*", TwoLevels))
        {
            if (file.Exists)
            {
                (CacheNames.IsEntry(file.Name) ? entries : others).Add(new CacheFile(file.FullName, file.Length, file.LastWriteTimeUtc));
            }
        }

        // A clock that ran ahead for a while must not keep its entries for ever.
        DateTime latest = DateTime.UtcNow.AddDays(1);
        return [.. entries.OrderBy(file => file.LastUse <= latest).ThenBy(file => file.LastUse)];
    }

    /// <summary>Marks an entry as used just now, at most once an hour; where that is not allowed, it is not.</summary>
    /// <remarks>Not the time of access, which many systems do not keep; and by hand, which is right on every one.</remarks>
    public static void Touch(string path)
    {
        try
        {
            DateTime now = DateTime.UtcNow;
            if ((now - File.GetLastWriteTimeUtc(path)).Duration() > TimeSpan.FromHours(1))
            {
                File.SetLastWriteTimeUtc(path, now);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // On read-only media, where nothing is evicted either.
        }
    }
}
