using TypedRtx.Signatures;

namespace TypedRtx.Generators.Planning;

/// <summary>A typed input or output, or several of one name but for a number.</summary>
/// <param name="Indexes">Its index among the inputs or outputs of the signature; of a family all of them, in order.</param>
/// <param name="Name">The ONNX name; of a family all of them: <c>present.{0..31}.key</c>.</param>
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
    EquatableArray<int> Indexes,
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
    /// <summary>Its index among the inputs or outputs of the signature; of a family that of the first.</summary>
    public int Index => Indexes[0];

    /// <summary>Whether it stands for several tensors whose names differ in a number alone.</summary>
    public bool IsFamily => Indexes.Count > 1;

    /// <summary>Whether it is a sequence, a map or an optional, whose values are copied.</summary>
    public bool IsValue => Kind != ValueKind.Tensor;

    /// <summary>Whether a device can hold it: a tensor of anything but text.</summary>
    public bool IsForDevices => Kind == ValueKind.Tensor && Element != ElementType.String;
}
