using TypedRtx.Signatures;

namespace TypedRtx.Runtime;

/// <summary>One output of a model as the runtime needs it.</summary>
/// <param name="Name">The ONNX name.</param>
/// <param name="Element">The element type; undefined for what is no tensor.</param>
/// <param name="Shape">Null when the rank is unknown, and for what is no tensor.</param>
/// <param name="IsTyped">Whether the generated class offers it; otherwise it is not computed.</param>
/// <param name="IsTensor">Whether it is a tensor, and no sequence, map or optional.</param>
internal sealed record ModelOutput(string Name, ElementType Element, PlannedShape? Shape, bool IsTyped, bool IsTensor);
