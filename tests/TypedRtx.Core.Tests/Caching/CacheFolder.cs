using System.Text;
using TypedRtx.Caching;
using TypedRtx.OnnxRuntime.Tests;
using TypedRtx.TestKit;

namespace TypedRtx.Tests.Caching;

/// <summary>A cache in a folder of its own, and what it logs.</summary>
internal sealed class CacheFolder : IDisposable
{
    private readonly TempFolder _folder = new();

    public CacheFolder() => Store = Open(CacheMode.ReadWrite);

    public ListLogger Logger { get; } = new();

    public FileCacheStore Store { get; }

    public string Root => _folder.PathOf("cache");

    public string Outside => _folder.Path;

    public static CacheKey Key(string model = "m", string kind = "engine", params string[] parts) => new(model, kind, new(parts));

    public static unsafe string? Text(CacheEntry? entry)
    {
        using (entry)
        {
            return entry is null ? null : Encoding.UTF8.GetString((byte*)entry.Address, (int)entry.ByteLength);
        }
    }

    public FileCacheStore Open(CacheMode mode, long maxByteLength = long.MaxValue) => new(Root, mode, Logger, maxByteLength);

    public bool Write(string text, CacheKey? key = null) => Store.Write(key ?? Key(), stream => stream.Write(Encoding.UTF8.GetBytes(text)));

    public string? Read(CacheKey? key = null) => Text(Store.Read(key ?? Key()));

    public static IDisposable? Lock(ICacheStore store, double seconds = 0, string model = "m") =>
        store.Lock(Key(model), TimeSpan.FromSeconds(seconds), TestContext.Current.CancellationToken);

    /// <summary>All files below the root, those put aside left out.</summary>
    public string[] Files() => Directory.Exists(Root)
        ? [.. Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories).Where(path => !path.Contains("quarantine", StringComparison.Ordinal))]
        : [];

    public string[] Quarantined() => Directory.Exists(Path.Combine(Root, "v2", "quarantine"))
        ? Directory.GetFiles(Path.Combine(Root, "v2", "quarantine"))
        : [];

    public void Dispose() => _folder.Dispose();
}
