using System.Diagnostics;
using TypedRtx.Caching;

namespace TypedRtx.Tests.Caching;

/// <summary>Entries of which a sample is read before they are used.</summary>
public sealed class LargeEntryTests : IDisposable
{
    private const int ByteLength = (int)EntryBlocks.LargestWhole + BlockSums.BlockLength + 100;
    private const int Middle = ByteLength / 2;

    private readonly CacheFolder _cache = new();
    private readonly CacheChecks _checks;

    public LargeEntryTests()
    {
        _checks = new CacheChecks("Bert", _cache.Logger);
        byte[] block = new byte[1 << 20];
        new Random(1).NextBytes(block);
        Assert.True(_cache.Store.Write(CacheFolder.Key(), stream =>
        {
            for (int left = ByteLength; left > 0; left -= block.Length)
            {
                stream.Write(block.AsSpan(0, Math.Min(left, block.Length)));
            }
        }));
    }

    private string EntryPath => _cache.Files().Single();

    public void Dispose()
    {
        _checks.Dispose();
        _cache.Dispose();
    }

    [Fact]
    public void Entry_that_is_good_is_used_and_read_as_a_whole_once_the_model_is_loaded()
    {
        using (CacheEntry entry = _cache.Store.Read(CacheFolder.Key(), _checks)!)
        {
            Assert.Equal(ByteLength, entry.ByteLength);
            Assert.False(_checks.IsIdle);
        }

        Finish();
        Assert.False(_checks.IsRefuted);
        Assert.Empty(_cache.Logger.Lines);
        Assert.Empty(_cache.Quarantined());
    }

    [Fact]
    public void Damage_that_no_sample_saw_is_found_told_and_put_aside()
    {
        string path = EntryPath;
        using CacheEntry entry = _cache.Store.Read(CacheFolder.Key(), _checks)!;
        Flip(Middle);
        Finish();

        Assert.True(_checks.IsRefuted);
        Assert.False(File.Exists(path));
        Assert.Equal(
            $"Error Bert: the entry '{path}', which it uses, is damaged: the checksum of its payload is wrong. "
            + "Results since it was loaded may be wrong. It is loaded anew before its next run.",
            _cache.Logger.Lines.Last());
        Assert.Null(_cache.Store.Read(CacheFolder.Key()));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(ByteLength - 1)]
    public void Damage_at_both_ends_is_seen_before_the_entry_is_used(int offset)
    {
        string path = EntryPath;
        Flip(offset);

        Assert.Null(_cache.Store.Read(CacheFolder.Key(), _checks));
        Assert.False(File.Exists(path));
        Assert.True(_checks.IsIdle);
    }

    [Fact]
    public void Damage_anywhere_is_seen_first_where_nothing_is_to_be_read_later()
    {
        string path = EntryPath;
        Flip(Middle);

        Assert.Null(_cache.Store.Read(CacheFolder.Key(), null));
        Assert.False(File.Exists(path));
    }

    [Fact]
    public void Entry_that_lost_its_end_is_not_used()
    {
        using (FileStream file = File.OpenWrite(EntryPath))
        {
            file.SetLength(file.Length - 1);
        }

        Assert.Null(_cache.Store.Read(CacheFolder.Key(), _checks));
    }

    [Fact]
    public void Good_entry_that_took_the_place_of_a_damaged_one_stays()
    {
        using CacheEntry entry = _cache.Store.Read(CacheFolder.Key(), _checks)!;
        string path = EntryPath;
        File.Move(path, path + ".old");
        File.Copy(path + ".old", path);
        Flip(Middle, path + ".old");
        Finish();

        Assert.True(_checks.IsRefuted);
        Assert.Empty(_cache.Quarantined());
        Assert.Equal(ByteLength, Length(_cache.Store.Read(CacheFolder.Key())));
    }

    [Fact]
    public void Damaged_entry_of_a_cache_that_is_only_read_is_told()
    {
        using CacheEntry entry = _cache.Open(CacheMode.ReadOnly).Read(CacheFolder.Key(), _checks)!;
        Flip(Middle);
        Finish();

        Assert.True(_checks.IsRefuted);
        Assert.True(File.Exists(EntryPath));
    }

    [Fact]
    public void Bundle_is_read_by_a_sample_too()
    {
        string bundle = Path.Combine(_cache.Outside, "app.bundle");
        CacheBundle.Write(bundle, _cache.Files());
        BundledStore store = new(NoCache.Instance, new CacheBundle(bundle, new CacheLog(_cache.Logger)));
        using CacheEntry entry = store.Read(CacheFolder.Key(), _checks)!;
        Flip(Middle, bundle);
        Finish();

        Assert.True(_checks.IsRefuted);
        Assert.Null(store.Read(CacheFolder.Key()));
    }

    [Fact]
    public void Disposal_gives_checks_up_and_waits_for_nothing()
    {
        using CacheEntry entry = _cache.Store.Read(CacheFolder.Key(), _checks)!;
        Flip(Middle);
        _checks.Start();
        long start = Stopwatch.GetTimestamp();
        _checks.Dispose();

        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalMilliseconds, 0, 1000);
        _checks.Add(new CacheCheck(_ => throw new InvalidOperationException("It must not run."), entry));
        Assert.True(SpinWait.SpinUntil(() => _checks.IsIdle, TimeSpan.FromSeconds(30)));
    }

    private static long? Length(CacheEntry? entry)
    {
        using (entry)
        {
            return entry?.ByteLength;
        }
    }

    private void Finish()
    {
        _checks.Start();
        Assert.True(SpinWait.SpinUntil(() => _checks.IsIdle, TimeSpan.FromSeconds(30)), "The checks do not end.");
    }

    private void Flip(int offset, string? path = null)
    {
        using FileStream file = new(path ?? EntryPath, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        file.Position = CacheHeader.Alignment + offset;
        int value = file.ReadByte();
        file.Position--;
        file.WriteByte((byte)(value ^ 1));
    }
}
