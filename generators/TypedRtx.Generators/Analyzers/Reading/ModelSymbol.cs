namespace TypedRtx.Generators.Analyzers.Reading;

/// <summary>A free symbol of a model as its class declares it.</summary>
/// <param name="Name">The ONNX symbol.</param>
/// <param name="Member">The property.</param>
/// <param name="Parameter">The parameter.</param>
internal sealed record ModelSymbol(string Name, string Member, string Parameter);
