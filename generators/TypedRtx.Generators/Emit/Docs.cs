using System.Globalization;
using TypedRtx.Generators.Planning;
using TypedRtx.Signatures;

namespace TypedRtx.Generators.Emit;

/// <summary>The documentation of generated members.</summary>
internal static class Docs
{
    public static void Summary(CodeWriter code, string text) => code.Line($"/// <summary>{text}</summary>");

    public static void Returns(CodeWriter code, string text) => code.Line($"/// <returns>{text}</returns>");

    public static void Parameter(CodeWriter code, string name, string text) =>
        code.Line($"/// <param name=\"{name}\">{text}</param>");

    public static void Exception(CodeWriter code, string type, string text) =>
        code.Line($"/// <exception cref=\"global::{type}\">{text}</exception>");

    /// <summary>What a tensor is: <c>Input <c>image</c>: float32 [batch, 1, 28, 28], row-major.</c></summary>
    public static string Tensor(TensorSpec tensor, string role) =>
        $"{role}{(tensor.IsFamily ? "s" : "")} {XmlText.Code(tensor.Name)}: {Type(tensor)}.{(tensor.IsOptional && role == "Input" ? " May be left out." : "")}";

    /// <summary>What a symbol is and where it stands.</summary>
    public static string Symbol(SymbolSpec symbol) =>
        $"The length of {XmlText.Code(symbol.Name)}, "
        + $"axis {symbol.Axis.ToString(CultureInfo.InvariantCulture)} of input {XmlText.Code(symbol.Tensor)}";

    /// <summary>What a symbol follows from.</summary>
    public static string Relation(SymbolRelation relation) =>
        $"Symbol {XmlText.Code(relation.Symbol)} is <c>{XmlText.Escape(relation.Value.ToString())}</c>.";

    public static string GivenSymbol(SymbolSpec symbol) => Symbol(symbol) + "; null where the inputs decide it.";

    private static string Type(TensorSpec tensor)
    {
        if (tensor.IsValue)
        {
            return XmlText.Escape(tensor.Type) + ValueNote(tensor.Kind);
        }

        string element = ElementTypes.NameOf(tensor.Element);
        string shape = tensor.Type.Substring(element.Length);
        return tensor.IsScalar ? $"{element} scalar"
            : shape == "[..]" ? $"{element} of any shape"
            : $"{(tensor.IsFamily ? "each " : "")}{element} {XmlText.Escape(shape)}, row-major";
    }

    private static string ValueNote(ValueKind kind) => kind switch
    {
        ValueKind.Sequence => ", each tensor of a shape of its own",
        ValueKind.OptionalTensor => ", null where it is absent",
        ValueKind.OptionalSequence => ", each tensor of a shape of its own, null where it is absent",
        _ => "",
    };
}
