namespace TypedRtx.Signatures;

/// <summary>A profile as it was written, by attribute or by item metadata, before it is held against a model.</summary>
/// <param name="Name">The profile's name.</param>
/// <param name="Ranges">The texts of its ranges: <c>sequence=1..64..512</c>.</param>
internal sealed record ProfileDeclaration(string Name, EquatableArray<string> Ranges);
