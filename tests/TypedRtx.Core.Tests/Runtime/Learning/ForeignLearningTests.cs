using TypedRtx.Signatures;
using TypedRtx.Tests.Runtime.Adaptive;

namespace TypedRtx.Tests.Runtime.Learning;

/// <summary>What was learnt elsewhere, was damaged or may not be kept.</summary>
public sealed class ForeignLearningTests : IDisposable
{
    private const string Fields = "100 20000 10000 0.5 1 1 100 0";

    private readonly Starts _starts = new();

    [Fact]
    public void Another_model_learns_for_itself()
    {
        _starts.Settle(2);
        using AdaptiveModel next = _starts.Begin(bytes: [1, 2, 4]);
        next.Wait();

        Assert.Empty(next.Backend.Sessions);
    }

    [Fact]
    public void Another_library_or_device_learns_for_itself()
    {
        _starts.Settle(2);

        Assert.Equal("", _starts.Watch(new AdaptiveBackend { Machine = "CPU 1.1" }).Opened);
    }

    [Fact]
    public void Another_profile_learns_for_itself()
    {
        _starts.Settle(2);
        using AdaptiveModel next = _starts.Begin(profile: Profile(1, 4));
        next.Wait();

        Assert.Empty(next.Backend.Sessions);
    }

    [Theory]
    [InlineData(CacheMode.Off, Specialization.Lazy)]
    [InlineData(CacheMode.ReadOnly, Specialization.Lazy)]
    [InlineData(CacheMode.ReadWrite, Specialization.None)]
    public void Nothing_is_written_where_it_is_not_wanted(CacheMode mode, Specialization specialization)
    {
        using (AdaptiveModel model = _starts.Begin(mode: mode, specialization: specialization))
        {
            model.Settle(2);
        }

        Assert.Empty(_starts.Folder.Files());
    }

    [Fact]
    public void Read_only_cache_is_read()
    {
        _starts.Settle(2);
        byte[] before = File.ReadAllBytes(_starts.File!);
        using (AdaptiveModel next = _starts.Begin(mode: CacheMode.ReadOnly))
        {
            next.Wait();
            next.Settle(2);
            next.Settle(3);
            Assert.Equal("2x1 Specialized, 3x1 Specialized", next.States);
            Assert.Equal("2x1", next.Backend.Opened.First());
        }

        Assert.Equal(before, File.ReadAllBytes(_starts.File!));
    }

    [Theory]
    [InlineData(CacheMode.Off, Specialization.Lazy)]
    [InlineData(CacheMode.ReadWrite, Specialization.None)]
    public void Nothing_is_read_where_it_is_not_wanted(CacheMode mode, Specialization specialization)
    {
        _starts.Settle(2);
        using AdaptiveModel next = _starts.Begin(mode: mode, specialization: specialization);
        next.Wait();

        Assert.Empty(next.Backend.Sessions);
    }

    [Fact]
    public void Start_without_runs_changes_nothing()
    {
        _starts.Replace($"2x1 {Fields}\n");
        byte[] before = File.ReadAllBytes(_starts.File!);
        _starts.Watch();

        Assert.Equal(before, File.ReadAllBytes(_starts.File!));
    }

    [Fact]
    public void Flipped_bytes_are_put_aside_and_learnt_anew()
    {
        _starts.Settle(2);
        string file = _starts.File!;
        byte[] bytes = File.ReadAllBytes(file);
        bytes[4096] ^= 1;
        File.WriteAllBytes(file, bytes);
        Assert.Equal("", _starts.Watch().Opened);
        Assert.Single(_starts.Folder.Quarantined());

        _starts.Settle(2);
        Assert.Equal("2x1", _starts.Learnt);
    }

    [Fact]
    public void Entry_that_says_something_else_is_put_aside_and_learnt_anew()
    {
        _starts.Replace("nonsense");
        _starts.Settle(2);

        Assert.Single(_starts.Folder.Quarantined());
        Assert.Equal("2x1", _starts.Learnt);
    }

    [Theory]
    [InlineData("7")]
    [InlineData("7x1x1")]
    public void Lengths_that_are_none_of_the_model_are_passed_over(string dims)
    {
        _starts.Replace($"{dims} {Fields}\n2x1 {Fields}\n");

        Assert.Equal("2x1", _starts.Watch().Opened);
    }

    [Fact]
    public void Lengths_outside_the_profile_are_passed_over()
    {
        using AdaptiveModel start = _starts.Begin(profile: Profile(1, 4));
        TypedRtx.Runtime.Learning.LearntEntry entry = new(start.Request(), start.Backend);
        _starts.Folder.Write($"5x1 {Fields}\n2x1 {Fields}\n", entry.Key(TestContext.Current.CancellationToken));
        start.Wait();

        Assert.Equal(["2x1"], start.Backend.Opened);
    }

    [Fact]
    public void Huge_lengths_are_harmless()
    {
        _starts.Replace($"{int.MaxValue}x{int.MaxValue} {Fields}\n2x1 {Fields}\n");
        using AdaptiveModel next = _starts.Begin();
        next.Wait();
        next.Run(2);

        Assert.Contains("2x1 Specialized", next.States, StringComparison.Ordinal);
    }

    [Fact]
    public void More_than_is_remembered_is_cut()
    {
        _starts.Limits = _starts.Limits with { Dims = 8, Bytes = 10_000 };
        _starts.Replace(string.Concat(Enumerable.Range(1, 100).Select(length => $"{length}x1 {Fields}\n")));
        using (AdaptiveModel next = _starts.Begin())
        {
            next.Wait();
            Assert.Equal(4, next.Backend.Sessions.Count);
            next.Run(1);
        }

        Assert.Equal(8, _starts.Learnt.Split(' ').Length);
    }

    [Fact]
    public void Folder_that_goes_away_is_harmless()
    {
        _starts.Settle(2);
        using AdaptiveModel next = _starts.Begin();
        next.Wait();
        Directory.Delete(_starts.Folder.Root, recursive: true);
        next.Settle(3);
        next.Run(2);

        Assert.Equal("2x1 Specialized, 3x1 Specialized", next.States);
    }

    public void Dispose() => _starts.Dispose();

    private static OptimizationProfile Profile(int min, int max) =>
        new("given", new SymbolRange("a", min, min, max), new SymbolRange("b", 1, 1, 1));
}
