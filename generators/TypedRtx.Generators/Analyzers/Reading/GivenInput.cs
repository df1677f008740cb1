using Microsoft.CodeAnalysis;

namespace TypedRtx.Generators.Analyzers.Reading;

/// <summary>An input that a call gives.</summary>
/// <param name="Input">Its index.</param>
/// <param name="Shape">What is known of its shape.</param>
/// <param name="Source">The expression.</param>
internal readonly record struct GivenInput(int Input, SourceShape Shape, IOperation Source);
