using TypedRtx.Signatures;

namespace TypedRtx.TestKit;

/// <summary>Decodes floating-point numbers of eight bits and less.</summary>
internal static class SmallFloat
{
    public static double Decode(ElementType type, byte bits) => type switch
    {
        ElementType.Float8E4M3FN => (bits & 0x7F) == 0x7F ? double.NaN : Finite(bits, 4, 3, 7),
        ElementType.Float8E4M3FNUZ => bits == 0x80 ? double.NaN : Finite(bits, 4, 3, 8),
        ElementType.Float8E5M2 => DecodeE5M2(bits),
        ElementType.Float8E5M2FNUZ => bits == 0x80 ? double.NaN : Finite(bits, 5, 2, 16),
        ElementType.Float8E8M0 => bits == 0xFF ? double.NaN : Math.ScaleB(1, bits - 127),
        _ => throw new ArgumentException($"{ElementTypes.NameOf(type)} is not a float of eight bits."),
    };

    /// <summary>A number with one sign bit whose every bit pattern is finite.</summary>
    public static double Finite(int bits, int exponentBits, int mantissaBits, int bias)
    {
        int mantissa = bits & ((1 << mantissaBits) - 1);
        int exponent = (bits >> mantissaBits) & ((1 << exponentBits) - 1);
        double magnitude = exponent == 0
            ? Math.ScaleB(mantissa, 1 - bias - mantissaBits)
            : Math.ScaleB(mantissa + (1 << mantissaBits), exponent - bias - mantissaBits);
        return ((bits >> (exponentBits + mantissaBits)) & 1) == 0 ? magnitude : -magnitude;
    }

    private static double DecodeE5M2(byte bits)
    {
        if ((bits & 0x7C) != 0x7C)
        {
            return Finite(bits, 5, 2, 15);
        }

        if ((bits & 0x03) != 0)
        {
            return double.NaN;
        }

        return (bits & 0x80) == 0 ? double.PositiveInfinity : double.NegativeInfinity;
    }
}
