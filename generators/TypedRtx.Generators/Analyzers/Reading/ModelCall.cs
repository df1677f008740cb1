using Microsoft.CodeAnalysis;

namespace TypedRtx.Generators.Analyzers.Reading;

/// <summary>What a call gives to a model: symbols, inputs, or both.</summary>
/// <param name="Model">The model.</param>
/// <param name="Symbols">The symbols that are given.</param>
/// <param name="Inputs">The inputs that are given; none for a binding, whose memory has the right lengths.</param>
/// <param name="Call">The call itself.</param>
internal sealed record ModelCall(
    ModelShapes Model,
    IReadOnlyList<GivenSymbol> Symbols,
    IReadOnlyList<GivenInput> Inputs,
    IOperation Call);
