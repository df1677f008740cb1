namespace TypedRtx.Signatures;

/// <summary>What a profile is held against.</summary>
/// <param name="Signature">The model's signature.</param>
/// <param name="Plan">Its shapes.</param>
/// <param name="Parameters">The C# parameter of each free symbol.</param>
internal sealed record ProfileModel(ModelSignature Signature, ShapePlan Plan, IReadOnlyList<string> Parameters);
