namespace TypedRtx;

public readonly partial struct BFloat16
{
    private const int DroppedBits = 16;

    /// <summary>The same number, exactly.</summary>
    public static explicit operator float(BFloat16 value) =>
        BitConverter.UInt32BitsToSingle((uint)value._bits << DroppedBits);

    /// <summary>The same number, exactly.</summary>
    public static explicit operator double(BFloat16 value) => (float)value;

    /// <summary>The nearest half: what is above 65,504 becomes infinite, what is tiny 0.</summary>
    public static explicit operator Half(BFloat16 value) => (Half)(float)value;

    /// <summary>The same number, exactly.</summary>
    public static implicit operator BFloat16(byte value) => (BFloat16)(float)value;

    /// <summary>The same number, exactly.</summary>
    public static implicit operator BFloat16(sbyte value) => (BFloat16)(float)value;

    /// <summary>
    /// The nearest number, ties to even; not-a-number keeps its sign and the upper bits of its payload.
    /// </summary>
    public static explicit operator BFloat16(float value)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);
        if (float.IsNaN(value))
        {
            // A payload that sits in the dropped bits alone would leave an infinity.
            return new BFloat16((ushort)((bits >> DroppedBits) | QuietBit));
        }

        uint isOdd = (bits >> DroppedBits) & 1;
        return new BFloat16((ushort)((bits + 0x7FFF + isOdd) >> DroppedBits));
    }

    /// <summary>The nearest number, ties to even, rounded once.</summary>
    public static explicit operator BFloat16(double value) => (BFloat16)OddRounding.ToSingle(value);

    /// <summary>The nearest number, ties to even: three bits of the significand go.</summary>
    public static explicit operator BFloat16(Half value) => (BFloat16)(float)value;
}
