using System.Diagnostics;
using TypedRtx.Caching;

namespace TypedRtx.Tests.Caching;

public sealed class EntryLockTests
{
    [Fact]
    public void Lock_is_one_users_at_a_time_and_leaves_nothing()
    {
        using CacheFolder cache = new();
        FileCacheStore other = cache.Open(CacheMode.ReadWrite);

        using (IDisposable? held = CacheFolder.Lock(cache.Store))
        {
            Assert.NotNull(held);
            Assert.Null(CacheFolder.Lock(other));
            using IDisposable? ofAnother = CacheFolder.Lock(other, model: "m2");
            Assert.NotNull(ofAnother);
        }

        using (IDisposable? next = CacheFolder.Lock(other))
        {
            Assert.NotNull(next);
        }

        Assert.Empty(cache.Files());
        Assert.Empty(cache.Logger.Lines);
    }

    [Fact]
    public void Lock_that_is_not_free_is_waited_for_no_longer_than_asked()
    {
        using CacheFolder cache = new();
        using IDisposable? held = CacheFolder.Lock(cache.Store);
        long start = Stopwatch.GetTimestamp();

        Assert.Null(CacheFolder.Lock(cache.Store, seconds: 0.15));
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 0.15, 30);
    }

    [Fact]
    public void Waiting_ends_when_it_is_cancelled()
    {
        using CacheFolder cache = new();
        using IDisposable? held = CacheFolder.Lock(cache.Store);
        using CancellationTokenSource cancel = new(TimeSpan.FromMilliseconds(50));

        Assert.Throws<OperationCanceledException>(() => cache.Store.Lock(CacheFolder.Key(), TimeSpan.FromMinutes(5), cancel.Token));
    }

    [Fact]
    public void File_that_a_killed_process_left_locks_nothing()
    {
        using CacheFolder cache = new();
        cache.Write("kept");
        string left = Path.Combine(Path.GetDirectoryName(cache.Files().Single())!, CacheNames.LockOf(CacheNames.FileOf(CacheFolder.Key())));
        File.WriteAllText(left, "");

        using IDisposable? held = CacheFolder.Lock(cache.Store);
        Assert.NotNull(held);
    }

    [Fact]
    public async Task One_of_many_makes_the_entry_and_the_others_read_it()
    {
        using CacheFolder cache = new();
        int made = 0;

        string?[] texts = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() =>
        {
            FileCacheStore store = cache.Open(CacheMode.ReadWrite);
            using IDisposable? held = CacheFolder.Lock(store, seconds: 60);
            if (CacheFolder.Text(store.Read(CacheFolder.Key())) is { } text)
            {
                return text;
            }

            Interlocked.Increment(ref made);
            store.Write(CacheFolder.Key(), stream => stream.Write("made"u8));
            return "made";
        })));

        Assert.All(texts, text => Assert.Equal("made", text));
        Assert.Equal(1, made);
    }

    [Fact]
    public void Store_that_keeps_nothing_locks_nothing()
    {
        using CacheFolder cache = new();

        Assert.Null(CacheFolder.Lock(cache.Open(CacheMode.ReadOnly), seconds: 300));
        Assert.Null(CacheFolder.Lock(NoCache.Instance, seconds: 300));
        Assert.False(Directory.Exists(cache.Root));
    }

    [Fact]
    public void Root_where_nothing_can_be_made_is_not_waited_for()
    {
        using CacheFolder cache = new();
        File.WriteAllText(cache.Root, "a file");

        Assert.Null(CacheFolder.Lock(cache.Store, seconds: 300));
        Assert.StartsWith($"Warning Cache: nothing can be locked in '{cache.Root}', ", cache.Logger.Lines.Single(), StringComparison.Ordinal);
    }
}
