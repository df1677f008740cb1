using TypedRtx.Caching;
using TypedRtx.Runtime.Adaptive;
using TypedRtx.Runtime.Learning;
using TypedRtx.Tests.Caching;
using TypedRtx.Tests.Runtime.Adaptive;

namespace TypedRtx.Tests.Runtime.Learning;

/// <summary>Starts of one program, one after the other, with a cache between them.</summary>
internal sealed class Starts : IDisposable
{
    public CacheFolder Folder { get; } = new();

    public AdaptiveLimits Limits { get; set; } = new() { Bytes = 1000 };

    public CandidateTimes Times { get; set; } = new(TimeSpan.FromMilliseconds(2), TimeSpan.FromMilliseconds(1));

    /// <summary>What the cache holds now: <c>2x1 3x1</c>, the most used first.</summary>
    public string Learnt => string.Join(' ', Entries().Select(learnt => string.Join('x', learnt.Dims)));

    /// <summary>The file that holds it.</summary>
    public string? File => Folder.Files().SingleOrDefault(path => Path.GetFileName(path).StartsWith(LearntEntry.Kind, StringComparison.Ordinal));

    /// <summary>A start; what it does not say is as in the others.</summary>
    public AdaptiveModel Begin(
        AdaptiveBackend? backend = null,
        CacheMode mode = CacheMode.ReadWrite,
        Specialization specialization = Specialization.Lazy,
        byte[]? bytes = null,
        OptimizationProfile? profile = null) => new()
        {
            Backend = backend ?? new AdaptiveBackend(),
            Cache = mode == CacheMode.Off ? NoCache.Instance : Folder.Open(mode),
            CacheMode = mode,
            Specialization = specialization,
            Bytes = bytes ?? [1, 2, 3],
            Profile = profile,
            Limits = Limits,
            Times = Times,
        };

    /// <summary>A start that runs each of some lengths until it is settled which session answers.</summary>
    public void Settle(params int[] lengths)
    {
        using AdaptiveModel model = Begin();
        Array.ForEach(lengths, model.Settle);
    }

    /// <summary>A start that runs nothing: what it opened, and what became of it.</summary>
    public (string Opened, string States) Watch(AdaptiveBackend? backend = null)
    {
        using AdaptiveModel model = Begin(backend);
        model.Wait();
        return (string.Join(' ', model.Backend.Opened), model.States);
    }

    public IReadOnlyList<LearntDims> Entries() => Entry().Read(TestContext.Current.CancellationToken);

    /// <summary>Puts something else where starts look for what was learnt.</summary>
    public void Replace(string text) => Assert.True(Folder.Write(text, Entry().Key(TestContext.Current.CancellationToken)));

    public void Dispose() => Folder.Dispose();

    private LearntEntry Entry()
    {
        AdaptiveModel start = Begin();
        return new LearntEntry(start.Request(), start.Backend);
    }
}
