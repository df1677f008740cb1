namespace TypedRtx.Generators.Planning;

/// <summary>A free symbol.</summary>
/// <param name="Name">The ONNX symbol; for an axis without a name, the input's name and the axis.</param>
/// <param name="Tensor">The input where it appears first.</param>
/// <param name="Axis">The axis there, from 0.</param>
/// <param name="Member">The name of properties, without escapes.</param>
/// <param name="Parameter">The name of parameters, without escapes.</param>
internal sealed record SymbolSpec(string Name, string Tensor, int Axis, string Member, string Parameter);
