using System.Globalization;
using TypedRtx.Caching;
using TypedRtx.TestKit;

namespace TypedRtx.Tests.Caching.Fire;

public sealed class ManyProcessesTests
{
    private static readonly int Processes = FireChild.IsLong ? 16 : 5;
    private static readonly double Seconds = FireChild.IsLong ? 60 : 1.5;

    [Fact]
    public async Task Processes_that_load_and_save_one_model_lose_nothing()
    {
        using TempFolder folder = new();
        FileCacheStore store = new(folder.PathOf("cache"));
        for (int i = 0; i < FireChild.Entries; i++)
        {
            Assert.True(FireEntries.Write(store, i, 1));
        }

        long[][] figures = await Task.WhenAll(Enumerable.Range(0, Processes).Select(i => Hammer(store.Root, i)));
        long[] sums = [.. Enumerable.Range(0, 7).Select(column => figures.Sum(row => row[column]))];
        long longest = figures.Max(row => row[5]);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{Processes} processes, {Seconds} s: {sums[0]} reads, {sums[1]} misses, {sums[2]} writes, {sums[3]} refused, "
            + $"{sums[4]} counted under a lock, longest wait {longest} ms, {sums[6]} log lines");
        Assert.Equal(0, sums[1]);
        Assert.Equal(0, sums[3]);
        Assert.Equal(sums[4], FireChild.CountOf(store));
        Assert.Equal(0, sums[6]);
        Assert.InRange(longest, 0, 25_000);
    }

    [Fact]
    public async Task Folder_that_is_removed_again_and_again_fails_nobody()
    {
        using TempFolder folder = new();
        FileCacheStore store = new(folder.PathOf("cache"));
        Task<long[]>[] children = [Hammer(store.Root, 100), Hammer(store.Root, 101)];
        Task<long[][]> all = Task.WhenAll(children);
        int removed = 0;
        while (!all.IsCompleted)
        {
            removed += Remove(store.Root) ? 1 : 0;
            await Task.WhenAny(all, Task.Delay(3, TestContext.Current.CancellationToken));
        }

        long[][] figures = await all;
        TestContext.Current.TestOutputHelper?.WriteLine($"{removed} removals, {figures.Sum(row => row[0])} reads, {figures.Sum(row => row[2])} writes");
        Assert.True(FireEntries.Write(store, 0, 9));
        Assert.Equal(9, FireEntries.Read(store, 0));
    }

    private static bool Remove(string root)
    {
        try
        {
            Directory.Delete(root, recursive: true);
            return true;
        }
        catch (IOException)
        {
            // Not there, or somebody is just writing into it.
            return false;
        }
    }

    private static Task<long[]> Hammer(string root, int seed) => Task.Run(() => ProcessRunner
        .Run(FireChild.Request("hammer", root, Seconds.ToString(CultureInfo.InvariantCulture), $"{seed}"))
        .AssertSuccess().Output.Trim().Split(' ').Select(text => long.Parse(text, CultureInfo.InvariantCulture)).ToArray());
}
