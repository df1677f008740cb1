using TypedRtx.Signatures;

namespace TypedRtx.Generators.Planning;

/// <summary>An optimization profile of a model.</summary>
/// <param name="Name">The name as it was declared.</param>
/// <param name="Member">The property, without escapes.</param>
/// <param name="Ranges">One range per free symbol, in the order of the shape plan.</param>
/// <param name="IsOfMetadata">Whether item metadata declares it, so that no attribute of the user does.</param>
internal sealed record ProfileSpec(string Name, string Member, EquatableArray<SymbolRange> Ranges, bool IsOfMetadata);
