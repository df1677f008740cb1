using Microsoft.CodeAnalysis;

namespace TypedRtx.Generators.Analyzers.Reading;

/// <summary>A symbol that a call gives.</summary>
/// <param name="Symbol">Its index.</param>
/// <param name="Value">The value; null where it is not known while compiling, or may be null.</param>
/// <param name="Source">The expression.</param>
internal readonly record struct GivenSymbol(int Symbol, int? Value, IOperation Source);
