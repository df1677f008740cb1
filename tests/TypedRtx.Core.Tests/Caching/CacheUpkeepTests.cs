using TypedRtx.Caching;

namespace TypedRtx.Tests.Caching;

public sealed class CacheUpkeepTests
{
    private const int EntryLength = 4096 + 1000 + BlockSums.SumLength;

    private static readonly DateTime Now = DateTime.UtcNow;

    [Fact]
    public void What_was_not_used_for_longest_goes_first()
    {
        using CacheFolder cache = new();
        FileCacheStore store = cache.Open(CacheMode.ReadWrite, 3 * EntryLength);
        foreach (string model in (string[])["a", "b", "c"])
        {
            Write(store, model);
        }

        Age(cache, "a", Now.AddHours(-5));
        Age(cache, "b", Now.AddHours(-4));
        Age(cache, "c", Now.AddHours(-3));
        store.Read(CacheFolder.Key("a"))!.Dispose();
        Write(store, "d");

        Assert.Equal(["a", "c", "d"], Kept(cache, "a", "b", "c", "d"));
        Assert.Empty(cache.Logger.Lines);
    }

    [Fact]
    public void Entry_that_is_larger_than_the_cache_stays_until_the_next()
    {
        using CacheFolder cache = new();
        FileCacheStore store = cache.Open(CacheMode.ReadWrite, maxByteLength: 0);
        Write(store, "a");
        Assert.Equal(["a"], Kept(cache, "a"));

        Write(store, "b");
        Assert.Equal(["b"], Kept(cache, "a", "b"));
    }

    [Fact]
    public void Entry_in_use_is_evicted_and_stays_readable()
    {
        using CacheFolder cache = new();
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows keeps files that are mapped.");
        cache.Write("old");
        CacheEntry old = cache.Store.Read(CacheFolder.Key())!;

        Write(cache.Open(CacheMode.ReadWrite, maxByteLength: 0), "b");
        Assert.Null(cache.Read());
        Assert.Equal("old", CacheFolder.Text(old));
    }

    [Fact]
    public void Use_is_noted_once_an_hour_and_by_writers_alone()
    {
        using CacheFolder cache = new();
        cache.Write("kept");
        string path = cache.Files().Single();
        DateTime recent = DateTime.UtcNow.AddMinutes(-30);
        File.SetLastWriteTimeUtc(path, recent);
        cache.Read();
        Assert.Equal(recent, File.GetLastWriteTimeUtc(path));

        DateTime old = DateTime.UtcNow.AddDays(-2);
        File.SetLastWriteTimeUtc(path, old);
        CacheFolder.Text(cache.Open(CacheMode.ReadOnly).Read(CacheFolder.Key()));
        Assert.Equal(old, File.GetLastWriteTimeUtc(path));
        cache.Read();
        Assert.True(File.GetLastWriteTimeUtc(path) > recent);
    }

    [Fact]
    public void Clock_that_ran_ahead_keeps_nothing_for_ever()
    {
        using CacheFolder cache = new();
        FileCacheStore store = cache.Open(CacheMode.ReadWrite, 2 * EntryLength);
        Write(store, "ahead");
        Write(store, "read");
        Age(cache, "ahead", Now.AddYears(20));
        Age(cache, "read", Now.AddYears(20));
        store.Read(CacheFolder.Key("read"))!.Dispose();

        Write(store, "c");
        Assert.Equal(["read", "c"], Kept(cache, "ahead", "read", "c"));
    }

    [Theory]
    [InlineData(-2)]
    [InlineData(20)]
    public void Files_that_killed_processes_left_are_swept(int days)
    {
        using CacheFolder cache = new();
        cache.Write("one");
        string folder = Path.GetDirectoryName(cache.Files().Single())!;
        string[] left = [Path.Combine(folder, CacheNames.Temporary()), Path.Combine(folder, CacheNames.LockOf("engine-x.entry"))];
        string fresh = Path.Combine(folder, CacheNames.Temporary());
        string notOurs = Path.Combine(folder, "notes.txt");
        foreach (string path in left.Append(fresh).Append(notOurs))
        {
            File.WriteAllText(path, "left");
            File.SetLastWriteTimeUtc(path, path == fresh ? DateTime.UtcNow : DateTime.UtcNow.AddDays(days));
        }

        cache.Write("two");
        Assert.All(left, path => Assert.False(File.Exists(path)));
        Assert.True(File.Exists(fresh));
        Assert.True(File.Exists(notOurs));
    }

    [Fact]
    public void File_that_is_being_written_is_not_swept_however_old_it_looks()
    {
        using CacheFolder cache = new();
        Assert.True(cache.Store.Write(CacheFolder.Key(), stream =>
        {
            stream.Write("one"u8);
            File.SetLastWriteTimeUtc(cache.Files().Single(), Now.AddDays(-3));
            cache.Write("other", CacheFolder.Key("m2"));
        }));

        Assert.Equal("one", cache.Read());
        Assert.Equal("other", cache.Read(CacheFolder.Key("m2")));
    }

    private static void Write(FileCacheStore store, string model) =>
        Assert.True(store.Write(CacheFolder.Key(model), stream => stream.Write(new byte[EntryLength - 4096 - BlockSums.SumLength])));

    private static void Age(CacheFolder cache, string model, DateTime lastUse) => File.SetLastWriteTimeUtc(
        Path.Combine(cache.Root, "v2", CacheNames.FolderOf(CacheFolder.Key(model)), CacheNames.FileOf(CacheFolder.Key(model))), lastUse);

    private static IEnumerable<string> Kept(CacheFolder cache, params string[] models) =>
        models.Where(model => cache.Read(CacheFolder.Key(model)) is not null);
}
