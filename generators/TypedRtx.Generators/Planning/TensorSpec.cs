using TypedRtx.Signatures;

namespace TypedRtx.Generators.Planning;

/// <summary>A typed input or output.</summary>
/// <param name="Index">Its index among the inputs or outputs of the signature.</param>
/// <param name="Name">The ONNX name.</param>
/// <param name="Type">The ONNX type: <c>float32[batch, 3]</c>.</param>
/// <param name="Element">The element type.</param>
/// <param name="IsScalar">Whether it has no axes.</param>
/// <param name="IsOptional">Whether it may be left out.</param>
/// <param name="Member">The name of properties, without escapes.</param>
/// <param name="BindingMember">The property's name where inputs and outputs stand side by side.</param>
/// <param name="Parameter">The name of parameters, without escapes.</param>
internal sealed record TensorSpec(
    int Index,
    string Name,
    string Type,
    ElementType Element,
    bool IsScalar,
    bool IsOptional,
    string Member,
    string BindingMember,
    string Parameter);
