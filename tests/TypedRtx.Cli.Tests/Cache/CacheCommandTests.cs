using TypedRtx.Caching;

namespace TypedRtx.Cli.Tests.Cache;

public sealed class CacheCommandTests : IDisposable
{
    private static readonly string Model = new('a', 64);

    private readonly TempFolder _folder = new();
    private readonly FileCacheStore _store;

    public CacheCommandTests() => _store = new FileCacheStore(Root);

    private string Root => _folder.PathOf("cache");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Entries_are_listed_by_model_with_what_they_are_valid_for()
    {
        Write(Model, "engine", "engine", "library=1.6.1.120", "profile=rows=1..8");
        Write(Model, "runtime-cache", "kernels", "device=\u001b[31m");
        foreach (string path in Entries())
        {
            File.SetLastWriteTimeUtc(path, new DateTime(2026, 2, 3, 4, 5, 6, DateTimeKind.Utc));
        }

        Assert.Equal(
            $$"""
            {{Root}}: 2 entries, 8.03 KB

            model {{Model}}
            engine
              size      4.01 KB
              last use  2026-02-03 04:05Z
              library   1.6.1.120
              profile   rows=1..8
            runtime-cache
              size      4.01 KB
              last use  2026-02-03 04:05Z
              device    \u{1B}[31m

            """.ReplaceLineEndings("\n"),
            Run("ls").AssertEnded(ExitCodes.Done).Output);
    }

    [Fact]
    public void Cache_that_is_not_there_has_no_entries() =>
        Assert.Equal($"{Root}: 0 entries, 0 bytes\n", Run("ls").AssertEnded(ExitCodes.Done).Output);

    [Fact]
    public void Damaged_entry_is_put_aside_by_verify()
    {
        Write(Model, "engine", "good");
        Write("other", "engine", "bad");
        string bad = Entries().Single(path => !path.Contains(Model, StringComparison.Ordinal));
        byte[] bytes = File.ReadAllBytes(bad);
        bytes[CacheHeader.Alignment] ^= 1;
        File.WriteAllBytes(bad, bytes);

        ToolRun run = Run("verify").AssertEnded(ExitCodes.Failed);
        Assert.Equal($"{Root}: 2 entries, 8.02 KB, 1 damaged, 0 not readable\n", run.Output);
        Assert.Contains(
            $"the entry '{bad}' is not used: the checksum of its payload is wrong. It was moved to ", run.Error, StringComparison.Ordinal);
        Assert.Equal($"{Root}: 1 entry, 4.01 KB, 0 damaged, 0 not readable\n", Run("verify").AssertEnded(ExitCodes.Done).Output);
    }

    [Fact]
    public void Entry_under_the_name_of_another_is_put_aside_by_verify()
    {
        Write(Model, "engine", "one");
        string path = Entries().Single();
        File.Move(path, path.Replace("engine-", "engine-0", StringComparison.Ordinal));

        Assert.Contains("it has the name of another key's entry", Run("verify").AssertEnded(ExitCodes.Failed).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Prune_removes_by_age_by_size_and_all()
    {
        foreach (int age in (int[])[1, 10, 3, 2])
        {
            Write($"{age}", "engine", "x");
            File.SetLastWriteTimeUtc(Entries().MaxBy(File.GetLastWriteTimeUtc)!, DateTime.UtcNow.AddDays(-age));
        }

        Assert.Equal($"{Root}: 1 entry, 4.01 KB removed, 3 entries, 12.0 KB left\n", Run("prune", "--older-than", "5").Output);
        Assert.Equal($"{Root}: 1 entry, 4.01 KB removed, 2 entries, 8.02 KB left\n", Run("prune", "--max-size", "9KB").Output);
        using (CacheEntry? entry = _store.Read(new CacheKey("1", "engine", new([]))))
        {
            Assert.NotNull(entry);
        }

        Assert.Equal($"{Root}: 2 entries, 8.02 KB removed, 0 entries, 0 bytes left\n", Run("prune", "--all").AssertEnded(ExitCodes.Done).Output);
    }

    [Theory]
    [InlineData("prune")]
    [InlineData("prune", "--max-size", "much")]
    [InlineData("prune", "--older-than", "-1")]
    [InlineData("pack")]
    public void Arguments_that_say_nothing_are_refused(params string[] arguments) => Run(arguments).AssertEnded(ExitCodes.Usage);

    [Fact]
    public void What_is_packed_is_read_by_a_program_elsewhere()
    {
        Write(Model, "engine", "one");
        Write(Model, "runtime-cache", "two");
        Write("other", "engine", "three");
        Write("identities", "identity", "of files of this machine");
        string bundle = _folder.PathOf("app.rtxcache");

        ToolRun run = Run("pack", "-o", bundle, "--model", "aaa", "--kind", "engine").AssertEnded(ExitCodes.Done);
        Assert.Equal($"{bundle}: 1 entry, 4.01 KB\n", run.Output);
        ICacheStore elsewhere = CacheStores.For(
            new ModelOptions { Cache = new CacheOptions { Directory = _folder.PathOf("elsewhere"), Bundle = bundle } });
        using CacheEntry? entry = elsewhere.Read(new CacheKey(Model, "engine", new([])));
        Assert.Equal(3, entry?.ByteLength);
        Assert.Null(elsewhere.Read(new CacheKey(Model, "runtime-cache", new([]))));
        Assert.Null(elsewhere.Read(new CacheKey("other", "engine", new([]))));
        Assert.Equal($"{bundle}: 3 entries, 12.0 KB\n", Run("pack", "-o", bundle).Output);
    }

    [Fact]
    public void Nothing_is_packed_where_an_entry_is_damaged()
    {
        Write(Model, "engine", "one");
        File.WriteAllText(Entries().Single(), "damaged");
        string bundle = _folder.PathOf("app.rtxcache");

        Assert.Contains("'typedrtx cache verify'", Run("pack", "-o", bundle).AssertEnded(ExitCodes.Failed).Error, StringComparison.Ordinal);
        Assert.False(File.Exists(bundle));
        Assert.Contains("nothing to pack", Run("pack", "-o", bundle, "--kind", "none").AssertEnded(ExitCodes.Failed).Error, StringComparison.Ordinal);
    }

    private ToolRun Run(params string[] arguments) => ToolRun.Of(["cache", .. arguments, "--directory", Root]);

    private string[] Entries() => Directory.GetFiles(Root, "*.entry", SearchOption.AllDirectories);

    private void Write(string model, string kind, string text, params string[] parts) => Assert.True(
        _store.Write(new CacheKey(model, kind, new(parts)), stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text))));
}
