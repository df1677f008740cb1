using TypedRtx.Backends;

namespace TypedRtx.Runtime.Adaptive;

/// <summary>What bounds the work of an adaptive session, and how its candidates are compared.</summary>
internal sealed record AdaptiveLimits
{
    private const int PartOfMemory = 8;

    private static readonly TimeSpan ShortestComparison = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan LongestComparison = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(15);

    /// <summary>The run of the same lengths from which on they are worth a session.</summary>
    public int Runs { get; init; } = 3;

    /// <summary>How many specialised sessions there are at once: as many as there are lengths that idle buffers are kept for.</summary>
    public int Sessions { get; init; } = 8;

    /// <summary>How many lengths are remembered.</summary>
    public int Dims { get; init; } = 64;

    /// <summary>How many lengths wait for the worker before those that runs bring are turned away.</summary>
    public int Waiting { get; init; } = 8;

    /// <summary>How many specialised sessions in a row may turn out useless before no more are opened for what runs bring.</summary>
    public int Losses { get; init; } = 4;

    /// <summary>What all specialised sessions together may hold, in bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>
    /// What a session costs the runs beside it: it is asked for once it would have saved them as much, a tenth of their time unless
    /// more is known, or once ten times as long has passed since the first of them. Zero where runs do not feel it.
    /// </summary>
    public TimeSpan Cost { get; init; }

    /// <summary>Keeps runs out while two sessions are timed that would slow them for longer; null where runs go on meanwhile.</summary>
    public RunPause? Pause { get; init; }

    /// <summary>
    /// Where runs feel what a session costs: for how long after loading nothing is opened before the first run ended, so that it is
    /// not disturbed.
    /// </summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Tells the time.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Times two bindings of the same run.</summary>
    public Func<ISessionBinding, ISessionBinding, CancellationToken, CandidateTimes> Compare { get; init; } =
        static (general, specialized, token) => CandidateTimes.Measure(general, specialized, LongestComparison, token);

    /// <summary>The limits for a model that was opened, where its options say nothing else.</summary>
    public static AdaptiveLimits Of(ModelOptions options, OpenedBackend opened)
    {
        long bytes = options.MemoryBudget ?? opened.Session.AvailableMemory / PartOfMemory;
        if (opened.Backend.ComparesAlone)
        {
            RunPause pause = new();
            return new()
            {
                Bytes = bytes,
                Pause = pause,
                Compare = (general, specialized, token) =>
                    Judged(options, CandidateTimes.MeasureAlone(general, specialized, pause, LongestPause, token)),
            };
        }

        // A specialised session opens about as fast as the general one did, and may be compared for as long again.
        TimeSpan comparison = TimeSpan.FromTicks(
            Math.Clamp(opened.OpeningTime.Ticks, ShortestComparison.Ticks, LongestComparison.Ticks));
        return new()
        {
            Bytes = bytes,
            Cost = opened.Backend.SpecializingSlowsRuns ? opened.OpeningTime + comparison : TimeSpan.Zero,
            Compare = (general, specialized, token) => Judged(options, CandidateTimes.Measure(general, specialized, comparison, token)),
        };
    }

    private static CandidateTimes Judged(ModelOptions options, CandidateTimes measured) => options.Judge?.Invoke(measured) ?? measured;
}
