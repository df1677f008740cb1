using TypedRtx.Generators.Planning;

namespace TypedRtx.Generators.Emit;

/// <summary>Sequences, maps and optionals as they are written in code.</summary>
internal static class Values
{
    private const string List = "global::System.Collections.Generic.IReadOnlyList";
    private const string Dictionary = "global::System.Collections.Generic.IReadOnlyDictionary";
    private const string Wrap = "global::TypedRtx.Runtime.InputValue.Of";

    /// <summary>The C# type: nullable where the value may be absent.</summary>
    public static string Type(TensorSpec value) => value.Kind switch
    {
        ValueKind.Sequence => $"{List}<{Names.Tensor(value)}>",
        ValueKind.Map => Map(value),
        ValueKind.MapSequence => $"{List}<{Map(value)}>",
        ValueKind.OptionalTensor => Names.Tensor(value) + "?",
        _ => $"{List}<{Names.Tensor(value)}>?",
    };

    /// <summary>What reads the value from one that a run gave.</summary>
    public static string Read(TensorSpec value)
    {
        string element = Names.Element(value);
        return value.Kind is ValueKind.Map or ValueKind.MapSequence
            ? $"{value.Kind}<{ElementForms.CSharpOf(value.Key)}, {element}>()"
            : $"{value.Kind}<{element}>()";
    }

    /// <summary>What wraps the value on its way into a run.</summary>
    public static string Write(string value) => $"{Wrap}({value})";

    private static string Map(TensorSpec value) =>
        $"{Dictionary}<{ElementForms.CSharpOf(value.Key)}, {Names.Element(value)}>";
}
