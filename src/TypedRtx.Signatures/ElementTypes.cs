namespace TypedRtx.Signatures;

/// <summary>Names and sizes of <see cref="ElementType"/> values.</summary>
public static class ElementTypes
{
    private static readonly string[] Names =
    [
        "undefined", "float32", "uint8", "int8", "uint16", "int16", "int32", "int64", "string", "bool", "float16",
        "float64", "uint32", "uint64", "complex64", "complex128", "bfloat16", "float8e4m3fn", "float8e4m3fnuz",
        "float8e5m2", "float8e5m2fnuz", "uint4", "int4", "float4e2m1", "float8e8m0", "uint2", "int2",
    ];

    /// <summary>The lower-case name that signatures and messages use, for example <c>float32</c>.</summary>
    public static string NameOf(ElementType type)
    {
        int index = (int)type;
        return index >= 0 && index < Names.Length ? Names[index] : "undefined";
    }

    /// <summary>Whether the number is an element type that this version of ONNX defines.</summary>
    public static bool IsDefined(ElementType type) => (int)type > 0 && (int)type < Names.Length;

    /// <summary>Finds the element type with a name as <see cref="NameOf"/> gives it.</summary>
    public static bool TryParse(string name, out ElementType type)
    {
        type = (ElementType)Math.Max(0, Array.IndexOf(Names, name));
        return type != ElementType.Undefined;
    }

    /// <summary>The size of one element in bits; 0 for <see cref="ElementType.String"/> and undefined types.</summary>
    public static int BitsOf(ElementType type) => type switch
    {
        ElementType.Float32 or ElementType.Int32 or ElementType.UInt32 => 32,
        ElementType.UInt8 or ElementType.Int8 or ElementType.Bool => 8,
        ElementType.Float8E4M3FN or ElementType.Float8E4M3FNUZ or ElementType.Float8E5M2 => 8,
        ElementType.Float8E5M2FNUZ or ElementType.Float8E8M0 => 8,
        ElementType.UInt16 or ElementType.Int16 or ElementType.Float16 or ElementType.BFloat16 => 16,
        ElementType.Int64 or ElementType.UInt64 or ElementType.Float64 or ElementType.Complex64 => 64,
        ElementType.Complex128 => 128,
        ElementType.UInt4 or ElementType.Int4 or ElementType.Float4E2M1 => 4,
        ElementType.UInt2 or ElementType.Int2 => 2,
        _ => 0,
    };
}
