using Microsoft.CodeAnalysis;

namespace TypedRtx.Generators.Analyzers.Shapes;

/// <summary>What is wrong with the shapes of a call.</summary>
/// <param name="Text">What was expected and what was found.</param>
/// <param name="Source">The expression that it is about.</param>
internal sealed record ShapeProblem(string Text, IOperation Source);
