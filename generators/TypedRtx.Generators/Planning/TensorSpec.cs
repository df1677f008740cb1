using TypedRtx.Signatures;

namespace TypedRtx.Generators.Planning;

/// <summary>A typed input or output.</summary>
/// <param name="Index">Its index among the inputs or outputs of the signature.</param>
/// <param name="Name">The ONNX name.</param>
/// <param name="Type">The ONNX type: <c>float32[batch, 3]</c>.</param>
/// <param name="TypeOverSymbols">The same over the free symbols, so that it can be read without the model's relations.</param>
/// <param name="Kind">Whether it is a tensor or more.</param>
/// <param name="Element">The element type; of a map, that of the values.</param>
/// <param name="Key">The type of a map's keys; undefined for others.</param>
/// <param name="IsScalar">Whether it has no axes.</param>
/// <param name="IsOptional">Whether it may be left out.</param>
/// <param name="Member">The name of properties, without escapes.</param>
/// <param name="BindingMember">The property's name where inputs and outputs stand side by side.</param>
/// <param name="Parameter">The name of parameters, without escapes.</param>
internal sealed record TensorSpec(
    int Index,
    string Name,
    string Type,
    string TypeOverSymbols,
    ValueKind Kind,
    ElementType Element,
    ElementType Key,
    bool IsScalar,
    bool IsOptional,
    string Member,
    string BindingMember,
    string Parameter)
{
    /// <summary>Whether it is a sequence, a map or an optional, whose values are copied.</summary>
    public bool IsValue => Kind != ValueKind.Tensor;
}
