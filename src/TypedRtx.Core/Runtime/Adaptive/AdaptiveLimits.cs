using TypedRtx.Backends;

namespace TypedRtx.Runtime.Adaptive;

/// <summary>What bounds the work of an adaptive session, and how its candidates are compared.</summary>
internal sealed record AdaptiveLimits
{
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

    /// <summary>Times two bindings of the same run.</summary>
    public Func<ISessionBinding, ISessionBinding, CancellationToken, CandidateTimes> Compare { get; init; } = CandidateTimes.Measure;

    /// <summary>The limits that options ask for.</summary>
    public static AdaptiveLimits Of(ModelOptions options) =>
        new() { Bytes = options.MemoryBudget ?? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 8 };
}
