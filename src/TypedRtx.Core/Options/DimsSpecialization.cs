namespace TypedRtx;

/// <summary>What became of specialising a model for lengths that it runs with.</summary>
/// <param name="Dims">The lengths, one per symbol, in the order of the model class's <c>Dims</c>.</param>
/// <param name="State">How far it is, and which session answers.</param>
/// <param name="GeneralTime">The median time of a run in the general session; null where both were not compared, here or in an earlier start.</param>
/// <param name="SpecializedTime">The median time of a run in the specialised session; null likewise.</param>
/// <param name="ByteLength">What the specialised session holds for itself, in bytes, as its backend says; 0 where there is none.</param>
public sealed record DimsSpecialization(
    IReadOnlyList<int> Dims,
    SpecializationState State,
    TimeSpan? GeneralTime,
    TimeSpan? SpecializedTime,
    long ByteLength)
{
    /// <summary>Why a session failed, which was logged too; null where none did.</summary>
    internal string? Failure { get; init; }
}
