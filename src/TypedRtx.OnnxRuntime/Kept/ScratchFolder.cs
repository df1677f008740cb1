namespace TypedRtx.OnnxRuntime;

/// <summary>A folder of one's own for files that the library writes before they are kept.</summary>
internal sealed class ScratchFolder : IDisposable
{
    private const string Prefix = "typedrtx-keep-";

    private static readonly TimeSpan LeftBehind = TimeSpan.FromHours(6);

    private ScratchFolder(string path) => Path = path;

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>How many bytes more fit on its disk.</summary>
    public long FreeByteLength => new DriveInfo(Path).AvailableFreeSpace;

    /// <summary>Makes one for this user alone.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be made.</exception>
    public static ScratchFolder Create() => new(Directory.CreateTempSubdirectory(Prefix).FullName);

    /// <summary>Removes those that killed processes left long ago, which takes milliseconds where much lies beside them; throws nothing.</summary>
    public static void Sweep()
    {
        try
        {
            foreach (DirectoryInfo folder in new DirectoryInfo(System.IO.Path.GetTempPath()).EnumerateDirectories(Prefix + "*"))
            {
                if (folder.LinkTarget is null && DateTime.UtcNow - folder.LastWriteTimeUtc > LeftBehind)
                {
                    TryDelete(folder.FullName);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The folder that they are in cannot be read; another start may.
        }
    }

    /// <summary>Makes one; null where that cannot be.</summary>
    public static ScratchFolder? TryCreate()
    {
        try
        {
            return Create();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Removes a folder with what is in it, where that is allowed.</summary>
    public static void TryDelete(string path)
    {
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Of another user, or gone already.
        }
    }

    public void Dispose() => TryDelete(Path);
}
