using TypedRtx.Runtime.Adaptive;

namespace TypedRtx.Runtime.Learning;

/// <summary>What this start found out about lengths since it was last kept.</summary>
/// <param name="Source">The lengths.</param>
/// <param name="State">What became of them.</param>
/// <param name="Uses">How often they were used since.</param>
/// <param name="Times">How long runs take in both sessions; null where they were not compared.</param>
/// <param name="IsCompared">Whether they were compared since.</param>
/// <param name="IsKept">Whether the cache holds something about the lengths.</param>
/// <param name="Opening">How long opening a session took in this start; null where none was opened.</param>
/// <param name="ByteLength">What the session holds, in bytes; 0 where there is none.</param>
internal sealed record DimsNote(
    SpecializedDims Source,
    SpecializationState State,
    long Uses,
    CandidateTimes? Times,
    bool IsCompared,
    bool IsKept,
    TimeSpan? Opening,
    long ByteLength)
{
    // Opening what is kept ready is that much faster than what was opened first; less is not worth writing for.
    private const int Faster = 2;
    private static readonly TimeSpan Saving = TimeSpan.FromMilliseconds(5);

    /// <summary>The lengths.</summary>
    public int[] Dims => Source.Dims;

    /// <summary>Whether it is the first of this start with uses.</summary>
    public bool IsFirst => Uses > 0 && Source.UsesKept == 0;

    /// <summary>Whether it is settled which session answers, and was found out in this start.</summary>
    public bool IsSettled => Opening is not null
        && State is SpecializationState.Specialized or SpecializationState.General or SpecializationState.Evicted;

    /// <summary>Whether what the cache holds turned out to be wrong.</summary>
    public bool IsRefuted => IsKept && State == SpecializationState.Failed;

    /// <summary>Whether later starts miss something if it is not kept soon.</summary>
    public bool IsNews => IsRefuted || (IsSettled && (IsCompared || !IsKept || OpensFaster));

    private bool OpensFaster => Source.Learnt?.Opening is { } before && before >= Faster * Opening && before >= Opening + Saving;
}
