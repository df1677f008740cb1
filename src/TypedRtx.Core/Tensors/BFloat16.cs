using System.Numerics;
using System.Runtime.InteropServices;

namespace TypedRtx;

/// <summary>
/// A 16-bit float with the range of <see cref="float"/>: 8 bits of exponent, 8 of significand (7 stored).
/// </summary>
/// <remarks>
/// Storage, not arithmetic: convert to <see cref="float"/>, compute, and convert back. The framework has a type of this
/// name only from .NET 11 on; where both are in scope, <see cref="FromBits"/> and <see cref="ToBits"/> join them.
/// </remarks>
[StructLayout(LayoutKind.Sequential)]
public readonly partial struct BFloat16 : IComparable, IComparable<BFloat16>, IEquatable<BFloat16>,
    IMinMaxValue<BFloat16>, ISpanFormattable, ISpanParsable<BFloat16>
{
    private const ushort SignMask = 0x8000;
    private const ushort ExponentMask = 0x7F80;
    private const ushort QuietBit = 0x0040;

    private readonly ushort _bits;

    private BFloat16(ushort bits) => _bits = bits;

    /// <summary>The smallest number above zero: 2^-133, about 9.2E-41.</summary>
    public static BFloat16 Epsilon => new(0x0001);

    /// <summary>The largest finite number, about 3.39E+38.</summary>
    public static BFloat16 MaxValue => new(0x7F7F);

    /// <summary>The lowest finite number, about -3.39E+38.</summary>
    public static BFloat16 MinValue => new(0xFF7F);

    /// <summary>Positive infinity.</summary>
    public static BFloat16 PositiveInfinity => new(0x7F80);

    /// <summary>Negative infinity.</summary>
    public static BFloat16 NegativeInfinity => new(0xFF80);

    /// <summary>Not a number, with the bits of <see cref="float.NaN"/>.</summary>
    public static BFloat16 NaN => new(0xFFC0);

    /// <summary>0.</summary>
    public static BFloat16 Zero => default;

    /// <summary>-0, which equals 0.</summary>
    public static BFloat16 NegativeZero => new(SignMask);

    /// <summary>1.</summary>
    public static BFloat16 One => new(0x3F80);

    /// <summary>-1.</summary>
    public static BFloat16 NegativeOne => new(0xBF80);

    private int Magnitude => _bits & ~SignMask;

    /// <summary>The number with these bits: sign, 8 bits of exponent, 7 of significand.</summary>
    public static BFloat16 FromBits(ushort bits) => new(bits);

    /// <summary>Whether the value is not a number.</summary>
    public static bool IsNaN(BFloat16 value) => value.Magnitude > ExponentMask;

    /// <summary>Whether the value is an infinity.</summary>
    public static bool IsInfinity(BFloat16 value) => value.Magnitude == ExponentMask;

    /// <summary>Whether the value is positive infinity.</summary>
    public static bool IsPositiveInfinity(BFloat16 value) => value._bits == ExponentMask;

    /// <summary>Whether the value is negative infinity.</summary>
    public static bool IsNegativeInfinity(BFloat16 value) => value._bits == (SignMask | ExponentMask);

    /// <summary>Whether the value is zero, subnormal or normal.</summary>
    public static bool IsFinite(BFloat16 value) => value.Magnitude < ExponentMask;

    /// <summary>Whether the value is finite, not zero, and has all 8 bits of significand.</summary>
    public static bool IsNormal(BFloat16 value) => IsFinite(value) && (value._bits & ExponentMask) != 0;

    /// <summary>Whether the value is not zero and so small that it has less than 8 bits of significand.</summary>
    public static bool IsSubnormal(BFloat16 value) => value.Magnitude != 0 && (value._bits & ExponentMask) == 0;

    /// <summary>Whether the sign bit is set; also for -0 and some values that are not numbers.</summary>
    public static bool IsNegative(BFloat16 value) => (value._bits & SignMask) != 0;

    /// <summary>The bits: sign, 8 bits of exponent, 7 of significand.</summary>
    public ushort ToBits() => _bits;

    /// <inheritdoc />
    /// <remarks>Not-a-number comes before every number, as with <see cref="float"/>.</remarks>
    public int CompareTo(BFloat16 other) => ((float)this).CompareTo((float)other);

    /// <inheritdoc />
    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        BFloat16 other => CompareTo(other),
        _ => throw new ArgumentException(
            $"A BFloat16 compares to a BFloat16 only, but a {obj.GetType()} was given.", nameof(obj)),
    };

    /// <inheritdoc />
    /// <remarks>Not-a-number equals itself here, unlike with <c>==</c>.</remarks>
    public bool Equals(BFloat16 other) => ((float)this).Equals((float)other);

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is BFloat16 other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => ((float)this).GetHashCode();

    /// <summary>Numeric equality: 0 equals -0, and not-a-number equals nothing.</summary>
    public static bool operator ==(BFloat16 left, BFloat16 right) => (float)left == (float)right;

    /// <summary>Numeric inequality: true whenever one side is not a number.</summary>
    public static bool operator !=(BFloat16 left, BFloat16 right) => (float)left != (float)right;

    /// <summary>Whether left is less; false whenever one side is not a number.</summary>
    public static bool operator <(BFloat16 left, BFloat16 right) => (float)left < (float)right;

    /// <summary>Whether left is greater; false whenever one side is not a number.</summary>
    public static bool operator >(BFloat16 left, BFloat16 right) => (float)left > (float)right;

    /// <summary>Whether left is less or equal; false whenever one side is not a number.</summary>
    public static bool operator <=(BFloat16 left, BFloat16 right) => (float)left <= (float)right;

    /// <summary>Whether left is greater or equal; false whenever one side is not a number.</summary>
    public static bool operator >=(BFloat16 left, BFloat16 right) => (float)left >= (float)right;
}
