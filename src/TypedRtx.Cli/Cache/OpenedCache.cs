using TypedRtx.Caching;

namespace TypedRtx.Cli.Cache;

/// <summary>The folder of a cache and what is in it.</summary>
internal sealed class OpenedCache
{
    private readonly List<CacheFile> _others = [];

    private OpenedCache(string root, Terminal terminal)
    {
        Root = root;
        Log = new CacheLog(new TerminalLogger(terminal));
        Folders = new CacheFolders(root, Log);
        if (Folders.FindVersion() is { } folder)
        {
            Entries = CacheFile.In(folder, out _others);
        }
    }

    /// <summary>The folder.</summary>
    public string Root { get; }

    /// <summary>Writes what keeps the cache from being used as errors.</summary>
    public CacheLog Log { get; }

    /// <summary>The folders below it.</summary>
    public CacheFolders Folders { get; }

    /// <summary>The entries, least recently used first.</summary>
    public IReadOnlyList<CacheFile> Entries { get; } = [];

    /// <summary>What lies beside them.</summary>
    public IReadOnlyList<CacheFile> Others => _others;

    /// <summary>Opens the cache that the settings name.</summary>
    /// <exception cref="ToolException">There is no folder.</exception>
    public static OpenedCache Of(CacheSettings settings, Terminal terminal) => In(settings.Folder, terminal);

    /// <summary>Opens the cache in a folder; null for the user's own.</summary>
    /// <exception cref="ToolException">There is no folder.</exception>
    public static OpenedCache In(string? folder, Terminal terminal)
    {
        string root = folder ?? CacheStores.DefaultDirectory()
            ?? throw new ToolException("This user has no folder of their own, so there is no cache. Name one with --directory.");
        return new OpenedCache(Path.GetFullPath(root), terminal);
    }

    /// <summary>Entries as people read them: <c>3 entries, 1.25 GB</c>.</summary>
    public static string Text(IReadOnlyCollection<CacheFile> entries) =>
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{entries.Count} {(entries.Count == 1 ? "entry" : "entries")}, {ByteText.Of(entries.Sum(file => file.ByteLength))}");
}
