using TypedRtx.Signatures;

namespace TypedRtx.TensorRtRtx.Interop;

/// <summary>Element types by the library's numbers (<c>DataType</c> of NvInferRuntimeBase.h).</summary>
internal static class RtxDataType
{
    private static readonly ElementType[] Types =
    [
        ElementType.Float32, ElementType.Float16, ElementType.Int8, ElementType.Int32, ElementType.Bool, ElementType.UInt8,
        ElementType.Float8E4M3FN, ElementType.BFloat16, ElementType.Int64, ElementType.Int4, ElementType.Float4E2M1, ElementType.Float8E8M0,
    ];

    /// <summary>The element type of a number; null for one that is not known.</summary>
    public static ElementType? From(int number) => (uint)number < (uint)Types.Length ? Types[number] : null;

    /// <summary>Whether tensors of an element type can be inputs and outputs.</summary>
    public static bool Has(ElementType type) => Array.IndexOf(Types, type) >= 0;
}
