using TypedRtx.Signatures;

namespace TypedRtx.TestKit;

/// <summary>Rounds numbers to a quantised element type as <c>QuantizeLinear</c> does: one scale, zero point 0, ties to even, saturating.</summary>
/// <param name="Type">int8, or float8 E4M3FN.</param>
/// <param name="Scale">What a quantised 1 stands for.</param>
internal readonly record struct Quantizer(ElementType Type, float Scale)
{
    // Bit patterns of E4M3FN from the smallest to the largest positive number; 0x7F is no number.
    private const int LargestFloat8 = 0x7E;
    private const byte SignBit = 0x80;

    /// <summary>The bits of each number once it is quantised.</summary>
    public byte[] Encode(float[] values)
    {
        byte[] bits = new byte[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            float scaled = values[i] / Scale;
            bits[i] = Type == ElementType.Int8
                ? (byte)(sbyte)Math.Clamp(MathF.Round(scaled, MidpointRounding.ToEven), sbyte.MinValue, sbyte.MaxValue)
                : NearestFloat8(scaled);
        }

        return bits;
    }

    /// <summary>The numbers that bits stand for.</summary>
    public double[] Decode(byte[] bits)
    {
        (ElementType type, float scale) = (Type, Scale);
        return [.. bits.Select(value => scale * (type == ElementType.Int8 ? (sbyte)value : SmallFloat.Decode(type, value)))];
    }

    private static byte NearestFloat8(float value)
    {
        int nearest = 0;
        for (int bits = 1; bits <= LargestFloat8; bits++)
        {
            double distance = Distance(bits, value);
            double before = Distance(nearest, value);
            if (distance < before || (distance == before && int.IsEvenInteger(bits)))
            {
                nearest = bits;
            }
        }

        return (byte)(float.IsNegative(value) ? nearest | SignBit : nearest);
    }

    private static double Distance(int bits, float value) =>
        Math.Abs(SmallFloat.Decode(ElementType.Float8E4M3FN, (byte)bits) - Math.Abs((double)value));
}
