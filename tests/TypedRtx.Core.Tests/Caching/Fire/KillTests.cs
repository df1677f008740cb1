using System.Diagnostics;
using TypedRtx.Caching;
using TypedRtx.TestKit;

namespace TypedRtx.Tests.Caching.Fire;

public sealed class KillTests
{
    [Fact]
    public async Task Process_that_is_killed_while_saving_leaves_every_entry_whole()
    {
        using TempFolder folder = new();
        FileCacheStore store = new(folder.PathOf("cache"));
        for (int i = 0; i < FireChild.Entries; i++)
        {
            Assert.True(FireEntries.Write(store, i, 1));
        }

        int kills = FireChild.IsLong ? 1000 : 12;
        int halfWritten = 0;
        Random random = new(3);
        for (int kill = 0; kill < kills; kill++)
        {
            await SaveAndKill(store.Root, random);
            string[] left = Directory.GetFiles(store.Root, "*.tmp", SearchOption.AllDirectories);
            halfWritten += left.Length;
            Array.ForEach(left, path => File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddDays(-1)));
            for (int i = 0; i < FireChild.Entries; i++)
            {
                Assert.NotNull(FireEntries.Read(store, i));
            }

            Assert.True(FireEntries.Write(store, 0, kill));
            Assert.Empty(Directory.GetFiles(store.Root, "*.tmp", SearchOption.AllDirectories));
        }

        Assert.False(Directory.Exists(Path.Combine(store.Root, "v2", "quarantine")));
        TestContext.Current.TestOutputHelper?.WriteLine($"{kills} kills, {halfWritten} of them in the middle of an entry");
    }

    private static async Task SaveAndKill(string root, Random random)
    {
        ProcessRequest request = FireChild.Request("save", root);
        ProcessStartInfo start = new(request.FileName, request.Arguments) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        Assert.Equal("saving", await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        Thread.SpinWait(random.Next(400_000));
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }
}
