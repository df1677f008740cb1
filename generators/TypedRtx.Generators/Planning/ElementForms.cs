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
        ElementType.Complex64 => "global::TypedRtx.Complex64",
        ElementType.Complex128 => "global::System.Numerics.Complex",
        ElementType.Float8E4M3FN => "global::TypedRtx.Float8E4M3FN",
        ElementType.Float8E4M3FNUZ => "global::TypedRtx.Float8E4M3FNUZ",
        ElementType.Float8E5M2 => "global::TypedRtx.Float8E5M2",
        ElementType.Float8E5M2FNUZ => "global::TypedRtx.Float8E5M2FNUZ",
        ElementType.Float8E8M0 => "global::TypedRtx.Float8E8M0",
        ElementType.UInt4 => "global::TypedRtx.UInt4",
        ElementType.Int4 => "global::TypedRtx.Int4",
        ElementType.Float4E2M1 => "global::TypedRtx.Float4E2M1",
        ElementType.UInt2 => "global::TypedRtx.UInt2",
        ElementType.Int2 => "global::TypedRtx.Int2",
        _ => null,
    };

    /// <summary>Whether several elements share a byte, so that there is no span of them.</summary>
    public static bool IsPacked(ElementType element) => ElementTypes.BitsOf(element) is > 0 and < 8;
}
