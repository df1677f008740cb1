namespace TypedRtx.Caching;

/// <summary>Picks the store that options ask for.</summary>
internal static class CacheStores
{
    private const string FolderName = "TypedRtx";

    /// <summary>The store for models that are loaded with options; opens and makes nothing yet.</summary>
    public static ICacheStore For(ModelOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Cache.Mode == CacheMode.Off)
        {
            return NoCache.Instance;
        }

        string? root = options.Cache.Directory is { Length: > 0 } directory
            ? Path.Combine(AppContext.BaseDirectory, directory)
            : DefaultDirectory();
        ICacheStore store = root is null
            ? NoCache.Instance
            : new FileCacheStore(root, options.Cache.Mode, options.Logger, options.Cache.MaxByteLength);
        return options.Cache.Bundle is { Length: > 0 } bundle
            ? new BundledStore(store, new CacheBundle(Path.Combine(AppContext.BaseDirectory, bundle), new CacheLog(options.Logger)))
            : store;
    }

    /// <summary>The folder where nothing else is said; null for a user without a folder of their own.</summary>
    internal static string? DefaultDirectory()
    {
        bool isWindows = OperatingSystem.IsWindows();
        string home = Environment.GetFolderPath(
            isWindows ? Environment.SpecialFolder.LocalApplicationData : Environment.SpecialFolder.UserProfile,
            Environment.SpecialFolderOption.DoNotVerify);
        return home.Length == 0 ? null
            : isWindows ? Path.Combine(home, FolderName)
            : OperatingSystem.IsMacOS() ? Path.Combine(home, "Library", "Caches", FolderName)
            : Path.Combine(home, ".cache", FolderName);
    }
}
