using TypedRtx.Caching;

namespace TypedRtx.Tests.Caching;

public sealed class CacheStoresTests
{
    [Fact]
    public void Store_follows_the_options()
    {
        Assert.Same(NoCache.Instance, CacheStores.For(new ModelOptions { Cache = new CacheOptions { Mode = CacheMode.Off } }));
        Assert.Equal(
            Path.Combine(AppContext.BaseDirectory, "kept"),
            Assert.IsType<FileCacheStore>(CacheStores.For(new ModelOptions { Cache = new CacheOptions { Directory = "kept" } })).Root);
    }

    [Fact]
    public void Default_folder_is_the_users_own()
    {
        string expected = OperatingSystem.IsWindows() ? Path.Combine("AppData", "Local", "TypedRtx")
            : OperatingSystem.IsMacOS() ? "Library/Caches/TypedRtx"
            : ".cache/TypedRtx";
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        Assert.SkipWhen(home.Length == 0, "This user has no home.");

        Assert.Equal(Path.Combine(home, expected), CacheStores.DefaultDirectory());
    }
}
