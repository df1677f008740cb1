namespace TypedRtx.Cli.Warm;

/// <summary>What became of lengths.</summary>
/// <param name="Dims">The lengths.</param>
/// <param name="Known">What the model says of them; null where nothing is specialised.</param>
/// <param name="Failure">Why the model does not run with them; null where it does.</param>
/// <param name="Run">How long the last run took.</param>
/// <param name="Elapsed">How long all of it took.</param>
internal sealed record WarmedDims(int[] Dims, DimsSpecialization? Known, string? Failure, TimeSpan Run, TimeSpan Elapsed)
{
    /// <summary>Whether it is settled which session answers, which the next start is to know.</summary>
    public bool IsSettled => Known is { State: SpecializationState.Specialized or SpecializationState.General or SpecializationState.Evicted };

    /// <summary>Whether all was done that could be.</summary>
    public bool IsDone => Failure is null && (Known is null || IsSettled);
}
