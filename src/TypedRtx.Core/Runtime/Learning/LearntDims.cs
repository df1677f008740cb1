using TypedRtx.Runtime.Adaptive;

namespace TypedRtx.Runtime.Learning;

/// <summary>What earlier starts of a program found out about lengths.</summary>
/// <param name="Dims">The lengths, one per free symbol.</param>
/// <param name="Uses">How often they were used, those of earlier starts counted less the longer ago they were.</param>
/// <param name="Times">How long runs take in both sessions; null where they were not compared, or it was long ago.</param>
/// <param name="Opening">How long opening the specialised session took.</param>
/// <param name="GeneralOpening">How long opening the general session took in the same start.</param>
/// <param name="ByteLength">What the specialised session held for itself, in bytes; 0 where nobody knows.</param>
/// <param name="Starts">How many starts relied on it without comparing again.</param>
internal sealed record LearntDims(
    int[] Dims,
    double Uses,
    CandidateTimes? Times,
    TimeSpan Opening,
    TimeSpan GeneralOpening,
    long ByteLength,
    int Starts)
{
    // A comparison may have been disturbed, and nobody would notice later.
    private const int StartsToRelyOn = 20;

    /// <summary>Whether the specialised session was faster, so that it needs no comparison.</summary>
    public bool IsFaster => Times is { IsWorthIt: true };

    /// <summary>Whether the general session was as fast, so that none needs to be opened.</summary>
    public bool IsGeneral => Times is { IsWorthIt: false };

    /// <summary>As it is to be relied on by one more start: without times where they are to be taken again.</summary>
    public LearntDims Relied() => Starts < StartsToRelyOn ? this : this with { Times = null };
}
