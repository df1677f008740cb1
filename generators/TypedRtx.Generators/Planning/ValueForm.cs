using TypedRtx.Signatures;

namespace TypedRtx.Generators.Planning;

/// <summary>Which ONNX types have a C# type, and of what they are made.</summary>
/// <param name="Kind">The kind of value.</param>
/// <param name="Element">The element type of its tensors; of a map, that of the values.</param>
/// <param name="Key">The type of a map's keys; undefined for others.</param>
internal readonly record struct ValueForm(ValueKind Kind, ElementType Element, ElementType Key)
{
    /// <summary>The form of a type; null where there is none.</summary>
    public static ValueForm? Of(OnnxType type) => type switch
    {
        TensorType tensor => Typed(ValueKind.Tensor, tensor),
        SequenceType { Element: TensorType tensor } => Typed(ValueKind.Sequence, tensor),
        SequenceType { Element: MapType map } => OfMap(ValueKind.MapSequence, map),
        MapType map => OfMap(ValueKind.Map, map),
        OptionalType { Element: TensorType tensor } => Typed(ValueKind.OptionalTensor, tensor),
        OptionalType { Element: SequenceType { Element: TensorType tensor } } => Typed(ValueKind.OptionalSequence, tensor),
        _ => null,
    };

    // Elements that share a byte stand in tensors alone: no runtime takes a sequence or an optional of them.
    private static ValueForm? Typed(ValueKind kind, TensorType tensor) =>
        ElementForms.CSharpOf(tensor.Element) is null || (kind != ValueKind.Tensor && ElementForms.IsPacked(tensor.Element))
            ? null
            : new ValueForm(kind, tensor.Element, ElementType.Undefined);

    // ONNX allows more, and no operator of a runtime gives or takes it.
    private static ValueForm? OfMap(ValueKind kind, MapType map) =>
        map.Key is ElementType.Int64 or ElementType.String
        && map.Value is TensorType
        {
            Element: ElementType.Float32 or ElementType.Float64 or ElementType.Int64 or ElementType.String
        } value
            ? new ValueForm(kind, value.Element, map.Key)
            : null;
}
