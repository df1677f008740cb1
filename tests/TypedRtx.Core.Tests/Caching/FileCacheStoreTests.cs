using System.Text;
using TypedRtx.Caching;

namespace TypedRtx.Tests.Caching;

public sealed class FileCacheStoreTests
{
    [Theory]
    [InlineData("")]
    [InlineData("payload")]
    public void Entry_that_was_written_is_read(string text)
    {
        using CacheFolder cache = new();

        Assert.Null(cache.Read());
        Assert.True(cache.Write(text));
        Assert.Equal(text, cache.Read());
        Assert.True(cache.Write(text + "2"));
        Assert.Equal(text + "2", cache.Read());
        Assert.Single(cache.Files());
        Assert.Empty(cache.Logger.Lines);
    }

    [Fact]
    public void Payload_is_aligned_and_may_be_larger_than_a_chunk()
    {
        using CacheFolder cache = new();
        byte[] bytes = new byte[(3 << 20) + 5];
        new Random(7).NextBytes(bytes);

        Assert.True(cache.Store.Write(CacheFolder.Key(), stream =>
        {
            stream.Write(bytes, 0, 1 << 20);
            stream.Write(bytes.AsSpan(1 << 20, 3));
            stream.WriteByte(bytes[(1 << 20) + 3]);
            stream.Write(bytes.AsSpan((1 << 20) + 4));
        }));
        using CacheEntry entry = cache.Store.Read(CacheFolder.Key())!;
        Assert.Equal(0, entry.Address % 4096);
        Assert.True(Bytes(entry).SequenceEqual(bytes));
    }

    [Fact]
    public void Entry_in_use_stays_as_it_is_while_another_takes_its_place()
    {
        using CacheFolder cache = new();
        cache.Write("old");
        CacheEntry old = cache.Store.Read(CacheFolder.Key())!;

        Assert.True(cache.Write("new"));
        cache.Store.Quarantine(CacheFolder.Key(), "the library refuses it");

        Assert.Equal("old", CacheFolder.Text(old));
        Assert.Null(cache.Read());
    }

    [Fact]
    public void Keys_that_differ_anywhere_have_entries_of_their_own()
    {
        using CacheFolder cache = new();
        CacheKey[] keys =
        [
            CacheFolder.Key("m", "engine"),
            CacheFolder.Key("m2", "engine"),
            CacheFolder.Key("m", "runtime-cache"),
            CacheFolder.Key("m", "engine", "a=1"),
            CacheFolder.Key("m", "engine", "a=1\npart b=2"),
            CacheFolder.Key("m", "engine", "a=1\\npart b=2"),
            CacheFolder.Key("m", "engine", "a=1", "b=2"),
            CacheFolder.Key("m", "engine", "a=1b=2"),
            CacheFolder.Key("m", "engine", "", "a=1"),
        ];
        for (int i = 0; i < keys.Length; i++)
        {
            cache.Write($"{i}", keys[i]);
        }

        Assert.Equal(Enumerable.Range(0, keys.Length).Select(i => $"{i}"), keys.Select(key => cache.Read(key)));
    }

    [Fact]
    public void Writer_that_throws_leaves_nothing_and_its_error_passes()
    {
        using CacheFolder cache = new();
        cache.Write("old");

        Assert.Throws<FormatException>(() => cache.Store.Write(CacheFolder.Key(), stream =>
        {
            stream.Write("half"u8);
            throw new FormatException();
        }));
        Assert.Throws<IOException>(() => cache.Store.Write(CacheFolder.Key(), _ => throw new IOException()));
        Assert.Equal("old", cache.Read());
        Assert.Single(cache.Files());
    }

    [Fact]
    public async Task Writers_and_readers_of_one_key_see_whole_entries_alone()
    {
        using CacheFolder cache = new();
        string[] texts = [new string('a', 100_000), new string('b', 70_000)];
        cache.Write(texts[0]);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Task.Run(() =>
        {
            for (int i = 0; i < 20; i++)
            {
                if (thread < 2)
                {
                    Assert.True(cache.Write(texts[thread]));
                }
                else
                {
                    Assert.Contains(cache.Read(), texts);
                }
            }
        })));

        Assert.Single(cache.Files());
        Assert.Empty(cache.Quarantined());
    }

    [Fact]
    public void Read_only_store_reads_and_changes_nothing()
    {
        using CacheFolder cache = new();
        FileCacheStore readOnly = cache.Open(CacheMode.ReadOnly);

        Assert.False(readOnly.Write(CacheFolder.Key(), _ => Assert.Fail("nothing is to be written")));
        Assert.Null(readOnly.Read(CacheFolder.Key()));
        Assert.False(Directory.Exists(cache.Root));
        cache.Write("kept");
        readOnly.Quarantine(CacheFolder.Key(), "no reason");
        Assert.Equal("kept", CacheFolder.Text(readOnly.Read(CacheFolder.Key())));

        string path = cache.Files().Single();
        byte[] bytes = File.ReadAllBytes(path);
        bytes[^1] ^= 1;
        File.WriteAllBytes(path, bytes);
        Assert.Null(readOnly.Read(CacheFolder.Key()));
        Assert.Equal(path, cache.Files().Single());
        Assert.Equal($"Warning Cache: the entry '{path}' is not used: the checksum of its checksums is wrong.", cache.Logger.Lines.Single());
    }

    [Fact]
    public void Store_that_is_off_neither_reads_nor_writes()
    {
        using CacheFolder cache = new();
        cache.Write("kept");
        FileCacheStore off = cache.Open(CacheMode.Off);

        Assert.Null(off.Read(CacheFolder.Key()));
        Assert.False(off.Write(CacheFolder.Key(), _ => Assert.Fail("nothing is to be written")));
    }

    [Fact]
    public void Folder_that_is_removed_while_running_is_made_anew()
    {
        using CacheFolder cache = new();
        cache.Write("one");
        Directory.Delete(cache.Root, recursive: true);

        Assert.Null(cache.Read());
        Assert.True(cache.Write("two"));
        Assert.Equal("two", cache.Read());
    }

    [Fact]
    public void Folder_that_is_removed_while_an_entry_is_written_keeps_nothing()
    {
        using CacheFolder cache = new();

        Assert.False(cache.Store.Write(CacheFolder.Key(), stream =>
        {
            stream.Write("payload"u8);
            Directory.Delete(cache.Root, recursive: true);
        }));
        Assert.Null(cache.Read());
        Assert.StartsWith($"Warning Cache: nothing can be kept in '{cache.Root}': ", cache.Logger.Lines.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_are_hashes_whatever_the_key_says()
    {
        using CacheFolder cache = new();
        CacheKey hostile = CacheFolder.Key("../../../etc", "engine", "a=/../../b", "nul\0", "con:", new string('x', 5000));

        Assert.True(cache.Write("kept", hostile));
        Assert.Equal("kept", cache.Read(hostile));
        string path = Path.GetRelativePath(cache.Root, cache.Files().Single());
        Assert.Matches("^v2.[0-9a-f]{64}.engine-[0-9a-f]{64}\\.entry$", path);
        Assert.Equal(["cache"], Directory.GetFileSystemEntries(cache.Outside).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("")]
    [InlineData("../engine")]
    [InlineData("engine.old")]
    public void Kind_that_is_no_name_for_files_is_refused(string kind)
    {
        using CacheFolder cache = new();

        Assert.Throws<ArgumentException>(() => cache.Read(CacheFolder.Key("m", kind)));
        Assert.Throws<ArgumentException>(() => cache.Write("x", CacheFolder.Key("m", kind)));
    }

    [Fact]
    public void Model_hash_is_the_name_of_its_folder()
    {
        using CacheFolder cache = new();
        string hash = new('a', 64);
        cache.Write("kept", CacheFolder.Key(hash));

        Assert.Equal(hash, Path.GetFileName(Path.GetDirectoryName(cache.Files().Single())));
    }

    private static unsafe ReadOnlySpan<byte> Bytes(CacheEntry entry) => new((byte*)entry.Address, (int)entry.ByteLength);
}
