using TypedRtx.Caching;

namespace TypedRtx.Tests.Caching;

public sealed class DamagedEntryTests
{
    [Fact]
    public void Every_byte_that_changes_is_seen()
    {
        using CacheFolder cache = new();
        byte[] good = Good(cache, out string path);
        FileCacheStore readOnly = cache.Open(CacheMode.ReadOnly);
        for (int i = 0; i < good.Length; i++)
        {
            byte[] bad = [.. good];
            bad[i] ^= (byte)(1 << (i % 8));
            File.WriteAllBytes(path, bad);
            Assert.True(readOnly.Read(CacheFolder.Key()) is null, $"byte {i} of {good.Length}");
        }

        File.WriteAllBytes(path, good);
        Assert.Equal("payload", cache.Read());
    }

    [Fact]
    public void Every_length_that_is_not_the_whole_is_seen()
    {
        using CacheFolder cache = new();
        byte[] good = Good(cache, out string path);
        FileCacheStore readOnly = cache.Open(CacheMode.ReadOnly);
        for (int length = 0; length < good.Length; length++)
        {
            File.WriteAllBytes(path, good[..length]);
            Assert.True(readOnly.Read(CacheFolder.Key()) is null, $"{length} bytes of {good.Length}");
        }

        File.WriteAllBytes(path, [.. good, 0]);
        Assert.Null(readOnly.Read(CacheFolder.Key()));
    }

    [Fact]
    public void Entry_of_another_key_is_put_aside()
    {
        using CacheFolder cache = new();
        cache.Write("one", CacheFolder.Key(parts: "a=1"));
        string one = cache.Files().Single();
        cache.Write("two", CacheFolder.Key(parts: "a=2"));
        File.Copy(one, cache.Files().Single(path => path != one), overwrite: true);

        Assert.Null(cache.Read(CacheFolder.Key(parts: "a=2")));
        Assert.Contains("it is the entry of another key", cache.Logger.Lines.Single(), StringComparison.Ordinal);
        Assert.Equal("one", cache.Read(CacheFolder.Key(parts: "a=1")));
    }

    [Fact]
    public void Damaged_entry_is_put_aside_logged_and_none()
    {
        using CacheFolder cache = new();
        byte[] bytes = Good(cache, out string path);
        File.WriteAllBytes(path, bytes[..^1]);

        Assert.Null(cache.Read());
        Assert.Empty(cache.Files());
        string aside = Assert.Single(cache.Quarantined());
        Assert.Equal(
            $"Warning Cache: the entry '{path}' is not used: it is 4110 bytes long, and 4111 were written. It was moved to '{aside}'.",
            cache.Logger.Lines.Single());
        Assert.True(cache.Write("again"));
        Assert.Equal("again", cache.Read());
    }

    [Fact]
    public void Entry_of_another_format_says_so()
    {
        using CacheFolder cache = new();
        byte[] bytes = Good(cache, out string path);
        bytes[8] = 1;
        File.WriteAllBytes(path, bytes);

        Assert.Null(cache.Read());
        Assert.Contains("its format is 1, and 2 was expected", cache.Logger.Lines.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void Entries_put_aside_are_bounded()
    {
        using CacheFolder cache = new();
        for (int i = 0; i < 20; i++)
        {
            cache.Write($"{i}");
            cache.Store.Quarantine(CacheFolder.Key(), $"reason {i}");
        }

        Assert.Equal(16, cache.Quarantined().Length);
        Assert.Empty(cache.Files());
        Assert.Equal(20, cache.Logger.Lines.Count);
        Assert.Contains("is not used: reason 7.", cache.Logger.Lines.ElementAt(7), StringComparison.Ordinal);
    }

    [Fact]
    public void Quarantine_of_what_is_not_there_does_nothing()
    {
        using CacheFolder cache = new();

        cache.Store.Quarantine(CacheFolder.Key(), "no reason");
        Assert.Empty(cache.Logger.Lines);
        Assert.False(Directory.Exists(cache.Root));
    }

    private static byte[] Good(CacheFolder cache, out string path)
    {
        cache.Write("payload");
        path = cache.Files().Single();
        return File.ReadAllBytes(path);
    }
}
