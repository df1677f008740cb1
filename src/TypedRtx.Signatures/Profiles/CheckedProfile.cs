namespace TypedRtx.Signatures;

/// <summary>A profile held against a model.</summary>
/// <param name="Ranges">One range per free symbol, in the order of the shape plan; null where something is wrong.</param>
/// <param name="Problems">What is wrong.</param>
internal sealed record CheckedProfile(IReadOnlyList<SymbolRange>? Ranges, IReadOnlyList<ProfileProblem> Problems);
