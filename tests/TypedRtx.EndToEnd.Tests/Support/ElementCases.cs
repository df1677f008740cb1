using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.EndToEnd.Tests.Support;

/// <summary>A tensor with telling values for each element type that classes offer.</summary>
internal static class ElementCases
{
    public static IReadOnlyList<ElementType> Types { get; } =
    [
        ElementType.Float32, ElementType.Float64, ElementType.Float16, ElementType.BFloat16, ElementType.Int8, ElementType.UInt8,
        ElementType.Int16, ElementType.UInt16, ElementType.Int32, ElementType.UInt32, ElementType.Int64, ElementType.UInt64,
        ElementType.Bool, ElementType.String, ElementType.Float8E4M3FN, ElementType.Float8E4M3FNUZ, ElementType.Float8E5M2,
        ElementType.Float8E5M2FNUZ, ElementType.Float8E8M0,
        ElementType.UInt4, ElementType.Int4, ElementType.UInt2, ElementType.Int2,
    ];

    /// <summary>Whether ONNX Runtime has the operator Identity for a type; where it has not, it casts there and back.</summary>
    public static bool HasIdentity(ElementType type) => type < ElementType.UInt4;

    /// <summary>The first element alone; of text, one that tells more.</summary>
    public static TestTensor Scalar(ElementType type)
    {
        if (type == ElementType.String)
        {
            return new TestTensor([], ["日本"]);
        }

        int bits = ElementTypes.BitsOf(type);
        byte[] data = Tensor(type, 6).Data[..((bits + 7) / 8)];
        data[^1] = (byte)(bits < 8 ? data[^1] & ((1 << bits) - 1) : data[^1]);
        return new TestTensor(type, [], data);
    }

    public static TestTensor Tensor(ElementType type, params long[] dimensions) => type switch
    {
        ElementType.Float32 => TestTensor.Create([float.MinValue, float.MaxValue, -0f, float.Epsilon, float.PositiveInfinity, 1.5f], dimensions),
        ElementType.Float64 => TestTensor.Create([double.MinValue, double.MaxValue, -0d, double.Epsilon, double.NegativeInfinity, 1.5], dimensions),
        ElementType.Float16 => TestTensor.Create([Half.MinValue, Half.MaxValue, Half.NegativeZero, Half.Epsilon, Half.PositiveInfinity, (Half)1.5f], dimensions),
        ElementType.BFloat16 => new TestTensor(type, dimensions, [0x7f, 0xff, 0x7f, 0x7f, 0x00, 0x80, 0x01, 0x00, 0x80, 0x7f, 0xc0, 0x3f]),
        ElementType.Int8 => TestTensor.Create<sbyte>([sbyte.MinValue, sbyte.MaxValue, 0, 1, -1, 42], dimensions),
        ElementType.UInt8 => TestTensor.Create<byte>([byte.MinValue, byte.MaxValue, 0, 1, 2, 42], dimensions),
        ElementType.Int16 => TestTensor.Create<short>([short.MinValue, short.MaxValue, 0, 1, -1, 42], dimensions),
        ElementType.UInt16 => TestTensor.Create<ushort>([ushort.MinValue, ushort.MaxValue, 0, 1, 2, 42], dimensions),
        ElementType.Int32 => TestTensor.Create([int.MinValue, int.MaxValue, 0, 1, -1, 42], dimensions),
        ElementType.UInt32 => TestTensor.Create([uint.MinValue, uint.MaxValue, 0u, 1u, 2u, 42u], dimensions),
        ElementType.Int64 => TestTensor.Create([long.MinValue, long.MaxValue, 0, 1, -1, 42], dimensions),
        ElementType.UInt64 => TestTensor.Create([ulong.MinValue, ulong.MaxValue, 0ul, 1ul, 2ul, 42ul], dimensions),
        ElementType.Bool => TestTensor.Create([true, false, true, true, false, false], dimensions),
        ElementType.String => new TestTensor(dimensions, ["", "a", "zwölf", "日本", "two\nlines", "😀"]),
        ElementType.Float8E4M3FN or ElementType.Float8E4M3FNUZ or ElementType.Float8E5M2 or ElementType.Float8E5M2FNUZ
            or ElementType.Float8E8M0 => new TestTensor(type, dimensions, [0x00, 0x7E, 0xFF, 0x80, 0x01, 0x38]),
        ElementType.UInt4 or ElementType.Int4 => new TestTensor(type, dimensions, [0x0F, 0x87, 0x21]),
        ElementType.UInt2 or ElementType.Int2 => new TestTensor(type, dimensions, [0b00_01_10_11, 0b1001]),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "No class offers it."),
    };
}
