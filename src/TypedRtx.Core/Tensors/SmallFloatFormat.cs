namespace TypedRtx;

/// <summary>
/// The layout of a float of eight bits or less with a sign, and its conversions to and from <see cref="float"/> as the
/// ONNX operator Cast defines them.
/// </summary>
internal sealed class SmallFloatFormat
{
    private const int SingleBias = 127;
    private const int SingleMantissaBits = 23;
    private const uint SingleInfinity = 0x7F80_0000;
    private const uint SingleNaN = 0x7FC0_0000;

    private readonly int _mantissaBits;
    private readonly int _bias;
    private readonly SmallFloatSpecials _specials;
    private readonly int _sign;
    private readonly int _infinity;
    private readonly int _max;

    private SmallFloatFormat(int exponentBits, int mantissaBits, int bias, SmallFloatSpecials specials)
    {
        _mantissaBits = mantissaBits;
        _bias = bias;
        _specials = specials;
        _sign = 1 << (exponentBits + mantissaBits);
        _infinity = ((1 << exponentBits) - 1) << mantissaBits;
        _max = specials switch
        {
            SmallFloatSpecials.Infinity => _infinity - 1,
            SmallFloatSpecials.AllOnes => _sign - 2,
            _ => _sign - 1,
        };
    }

    public static SmallFloatFormat E4M3FN { get; } = new(4, 3, 7, SmallFloatSpecials.AllOnes);

    public static SmallFloatFormat E4M3FNUZ { get; } = new(4, 3, 8, SmallFloatSpecials.NegativeZero);

    public static SmallFloatFormat E5M2 { get; } = new(5, 2, 15, SmallFloatSpecials.Infinity);

    public static SmallFloatFormat E5M2FNUZ { get; } = new(5, 2, 16, SmallFloatSpecials.NegativeZero);

    public static SmallFloatFormat E2M1 { get; } = new(2, 1, 1, SmallFloatSpecials.None);

    /// <summary>The number that bits stand for, exactly.</summary>
    public float ToSingle(byte bits)
    {
        int magnitude = bits & (_sign - 1);
        bool isNegative = (bits & _sign) != 0;
        if (IsNaN(magnitude, isNegative))
        {
            return BitConverter.UInt32BitsToSingle(isNegative ? SingleNaN | (1u << 31) : SingleNaN);
        }

        int exponent = magnitude >> _mantissaBits;
        int mantissa = magnitude & ((1 << _mantissaBits) - 1);
        float number = _specials == SmallFloatSpecials.Infinity && magnitude == _infinity ? float.PositiveInfinity
            : exponent == 0 ? mantissa * PowerOfTwo(1 - _bias - _mantissaBits)
            : ((1 << _mantissaBits) + mantissa) * PowerOfTwo(exponent - _bias - _mantissaBits);
        return isNegative ? -number : number;
    }

    /// <summary>The bits of the nearest number, ties to even.</summary>
    /// <param name="value">Any float.</param>
    /// <param name="saturates">Whether what is out of range becomes the largest number of its sign.</param>
    public byte FromSingle(float value, bool saturates)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);
        bool isNegative = bits >> 31 != 0;
        uint wide = bits & int.MaxValue;
        if (wide > SingleInfinity)
        {
            return NaN(isNegative);
        }

        int magnitude = wide == SingleInfinity ? int.MaxValue : Round(wide);
        if (magnitude > _max)
        {
            return Overflow(isNegative, wide == SingleInfinity, saturates);
        }

        bool hasSign = isNegative && (magnitude != 0 || _specials != SmallFloatSpecials.NegativeZero);
        return (byte)(hasSign ? magnitude | _sign : magnitude);
    }

    private static float PowerOfTwo(int exponent) =>
        BitConverter.UInt32BitsToSingle((uint)(exponent + SingleBias) << SingleMantissaBits);

    private bool IsNaN(int magnitude, bool isNegative) => _specials switch
    {
        SmallFloatSpecials.Infinity => magnitude > _infinity,
        SmallFloatSpecials.AllOnes => magnitude > _max,
        SmallFloatSpecials.NegativeZero => isNegative && magnitude == 0,
        _ => false,
    };

    // As if the range had no end, so that the caller sees what left it.
    private int Round(uint wide)
    {
        int exponent = (int)(wide >> SingleMantissaBits);
        uint significand = wide & ((1u << SingleMantissaBits) - 1);
        significand |= exponent == 0 ? 0 : 1u << SingleMantissaBits;
        int narrow = Math.Max(exponent, 1) - SingleBias + _bias;
        int dropped = SingleMantissaBits - _mantissaBits + Math.Max(0, 1 - narrow);
        if (dropped > SingleMantissaBits + 1)
        {
            return 0;
        }

        uint kept = significand >> dropped;
        uint rest = significand & ((1u << dropped) - 1);
        uint half = 1u << (dropped - 1);
        kept += rest > half || (rest == half && (kept & 1) != 0) ? 1u : 0;

        // The leading bit of a normal number counts as one step of the exponent, and so does a carry.
        return (Math.Max(0, narrow - 1) << _mantissaBits) + (int)kept;
    }

    private byte Overflow(bool isNegative, bool isInfinite, bool saturates)
    {
        if (_specials == SmallFloatSpecials.None
            || (saturates && !(isInfinite && _specials == SmallFloatSpecials.NegativeZero)))
        {
            return (byte)(isNegative ? _max | _sign : _max);
        }

        return _specials == SmallFloatSpecials.Infinity
            ? (byte)(isNegative ? _infinity | _sign : _infinity)
            : NaN(isNegative);
    }

    private byte NaN(bool isNegative) => _specials switch
    {
        // The largest number, whatever the sign, as ONNX defines it for want of anything better.
        SmallFloatSpecials.None => (byte)_max,
        SmallFloatSpecials.NegativeZero => (byte)_sign,
        _ => (byte)(isNegative ? (_sign << 1) - 1 : _sign - 1),
    };
}
