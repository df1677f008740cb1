using TypedRtx.Caching;

namespace TypedRtx.Tests.Caching;

public sealed class CacheBundleTests
{
    private static readonly CacheKey LongKey = CacheFolder.Key(parts: new string('x', 10_000));

    [Fact]
    public void Entries_of_a_bundle_are_read_where_the_folder_has_none()
    {
        using CacheFolder cache = new();
        ICacheStore store = Store(cache, Pack(cache));

        Assert.Equal("one", Text(store, "m"));
        Assert.Equal("", Text(store, "m2"));
        Assert.Equal("long", CacheFolder.Text(store.Read(LongKey)));
        Assert.Null(Text(store, "m3"));
        Assert.True(store.Write(CacheFolder.Key(), stream => stream.Write("newer"u8)));
        Assert.Equal("newer", Text(store, "m"));
        Assert.Empty(cache.Logger.Lines);
    }

    [Fact]
    public void Payload_in_a_bundle_is_aligned()
    {
        using CacheFolder cache = new();
        using CacheEntry entry = Store(cache, Pack(cache)).Read(LongKey)!;

        Assert.Equal(0, entry.Address % 64);
    }

    [Fact]
    public void Entry_of_a_bundle_that_is_useless_is_not_read_again()
    {
        using CacheFolder cache = new();
        ICacheStore store = Store(cache, Pack(cache));

        store.Quarantine(CacheFolder.Key(), "the library refuses it");
        Assert.Null(Text(store, "m"));
        Assert.Equal("", Text(store, "m2"));
    }

    [Fact]
    public void Bundle_is_used_without_a_folder_that_can_be_written()
    {
        using CacheFolder cache = new();
        string bundle = Pack(cache);
        File.WriteAllText(cache.Root, "a file");

        Assert.Equal("one", Text(Store(cache, bundle), "m"));
    }

    [Fact]
    public void Bundle_that_is_missing_or_none_is_told_and_not_used()
    {
        using CacheFolder cache = new();
        string none = Path.Combine(cache.Outside, "none");
        Assert.Null(Text(Store(cache, none), "m"));
        File.WriteAllText(none, new string('x', 5000));
        Assert.Null(Text(Store(cache, none), "m"));

        Assert.Equal(2, cache.Logger.Lines.Count);
        Assert.Contains($"the bundle '{none}' is not used: ", cache.Logger.Lines.First(), StringComparison.Ordinal);
        Assert.Contains("is used up to byte 0 alone", cache.Logger.Lines.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_byte_of_a_bundle_that_changes_gives_the_right_entry_or_none()
    {
        using CacheFolder cache = new();
        string bundle = Pack(cache);
        byte[] good = File.ReadAllBytes(bundle);
        Random random = new(5);
        for (int i = 0; i < good.Length; i += i % 4096 < 120 ? 1 : 1 + random.Next(40))
        {
            byte[] bad = [.. good];
            bad[i] ^= (byte)(1 << (i % 8));
            File.WriteAllBytes(bundle, bad);
            AssertRightOrNone(Store(cache, bundle), $"byte {i}");
        }

        for (int length = 0; length < good.Length; length += 1 + random.Next(60))
        {
            File.WriteAllBytes(bundle, good[..length]);
            AssertRightOrNone(Store(cache, bundle), $"length {length}");
        }
    }

    [Fact]
    public void Store_that_is_off_reads_no_bundle() => Assert.Same(
        NoCache.Instance, CacheStores.For(new ModelOptions { Cache = new CacheOptions { Mode = CacheMode.Off, Bundle = "x" } }));

    private static void AssertRightOrNone(ICacheStore store, string what)
    {
        Assert.True(Text(store, "m") is "one" or null, what);
        Assert.True(Text(store, "m2") is "" or null, what);
        Assert.True(CacheFolder.Text(store.Read(LongKey)) is "long" or null, what);
    }

    private static string? Text(ICacheStore store, string model) => CacheFolder.Text(store.Read(CacheFolder.Key(model)));

    private static string Pack(CacheFolder cache)
    {
        cache.Write("one");
        cache.Write("", CacheFolder.Key("m2"));
        cache.Write("long", LongKey);
        string bundle = Path.Combine(cache.Outside, "app.bundle");
        CacheBundle.Write(bundle, cache.Files().Order(StringComparer.Ordinal));
        Directory.Delete(cache.Root, recursive: true);
        return bundle;
    }

    private static ICacheStore Store(CacheFolder cache, string bundle) => CacheStores.For(new ModelOptions
    {
        Cache = new CacheOptions { Directory = cache.Root, Bundle = bundle },
        Logger = cache.Logger,
    });
}
