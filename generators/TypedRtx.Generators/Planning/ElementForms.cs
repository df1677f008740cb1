using TypedRtx.Signatures;

namespace TypedRtx.Generators.Planning;

/// <summary>Which ONNX element types have a C# type.</summary>
internal static class ElementForms
{
    /// <summary>The C# type as it is written in code; null where there is none yet.</summary>
    public static string? CSharpOf(ElementType element) => element switch
    {
        ElementType.Float32 => "float",
        ElementType.Float64 => "double",
        ElementType.Float16 => "global::System.Half",
        ElementType.BFloat16 => "global::TypedRtx.BFloat16",
        ElementType.Int8 => "sbyte",
        ElementType.UInt8 => "byte",
        ElementType.Int16 => "short",
        ElementType.UInt16 => "ushort",
        ElementType.Int32 => "int",
        ElementType.UInt32 => "uint",
        ElementType.Int64 => "long",
        ElementType.UInt64 => "ulong",
        ElementType.Bool => "bool",
        ElementType.String => "string",
        _ => null,
    };
}
