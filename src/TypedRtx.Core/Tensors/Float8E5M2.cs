using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;

namespace TypedRtx;

/// <summary>
/// An 8-bit float with 5 bits of exponent and 3 of significand (2 stored), as IEEE 754 would have it: up to 57,344.
/// </summary>
/// <remarks>Storage, not arithmetic: convert to <see cref="float"/>, compute, and convert back.</remarks>
public readonly struct Float8E5M2 : IComparable, IComparable<Float8E5M2>,
    IEquatable<Float8E5M2>, IMinMaxValue<Float8E5M2>, ISpanFormattable
{
    private readonly byte _bits;

    private Float8E5M2(byte bits) => _bits = bits;

    /// <summary>The smallest number above zero: 2^-16.</summary>
    public static Float8E5M2 Epsilon => new(0x01);

    /// <summary>The largest finite number: 57,344.</summary>
    public static Float8E5M2 MaxValue => new(0x7B);

    /// <summary>The lowest finite number: -57,344.</summary>
    public static Float8E5M2 MinValue => new(0xFB);

    /// <summary>Positive infinity.</summary>
    public static Float8E5M2 PositiveInfinity => new(0x7C);

    /// <summary>Negative infinity.</summary>
    public static Float8E5M2 NegativeInfinity => new(0xFC);

    /// <summary>Not a number.</summary>
    public static Float8E5M2 NaN => new(0x7F);

    /// <summary>0.</summary>
    public static Float8E5M2 Zero => default;

    /// <summary>1.</summary>
    public static Float8E5M2 One => new(0x3C);

    /// <summary>The number with these bits: sign, 5 bits of exponent, 2 of significand.</summary>
    public static Float8E5M2 FromBits(byte bits) => new(bits);

    /// <summary>The nearest number, ties to even, by the rules of the ONNX operator Cast.</summary>
    /// <param name="value">The number to round.</param>
    /// <param name="saturate">
    /// Whether what is out of range, infinities too, becomes the largest finite number of its sign; infinite otherwise.
    /// </param>
    public static Float8E5M2 FromSingle(float value, bool saturate = true) =>
        new(SmallFloatFormat.E5M2.FromSingle(value, saturate));

    /// <summary>Whether the value is not a number.</summary>
    public static bool IsNaN(Float8E5M2 value) => (value._bits & 0x7F) > 0x7C;

    /// <summary>Whether the value is an infinity.</summary>
    public static bool IsInfinity(Float8E5M2 value) => (value._bits & 0x7F) == 0x7C;

    /// <summary>Whether the value is zero, subnormal or normal.</summary>
    public static bool IsFinite(Float8E5M2 value) => (value._bits & 0x7F) < 0x7C;

    /// <summary>Whether the sign bit is set.</summary>
    public static bool IsNegative(Float8E5M2 value) => (value._bits & 0x80) != 0;

    /// <summary>The bits: sign, 5 bits of exponent, 2 of significand.</summary>
    public byte ToBits() => _bits;

    /// <inheritdoc />
    /// <remarks>Not-a-number comes before every number, as with <see cref="float"/>.</remarks>
    public int CompareTo(Float8E5M2 other) => ((float)this).CompareTo((float)other);

    /// <inheritdoc />
    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        Float8E5M2 other => CompareTo(other),
        _ => throw new ArgumentException(
            $"A Float8E5M2 compares to a Float8E5M2 only, but a {obj.GetType()} was given.", nameof(obj)),
    };

    /// <inheritdoc />
    /// <remarks>Not-a-number equals itself here, unlike with <c>==</c>.</remarks>
    public bool Equals(Float8E5M2 other) => ((float)this).Equals((float)other);

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is Float8E5M2 other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => ((float)this).GetHashCode();

    /// <summary>The shortest text of this number as a <see cref="float"/>, in the invariant culture.</summary>
    public override string ToString() => ((float)this).ToString(CultureInfo.InvariantCulture);

    /// <summary>The number in a format of <see cref="float"/>.</summary>
    public string ToString(
        [StringSyntax(StringSyntaxAttribute.NumericFormat)] string? format,
        IFormatProvider? formatProvider) =>
        ((float)this).ToString(format, formatProvider);

    /// <summary>Writes the number in a format of <see cref="float"/>.</summary>
    public bool TryFormat(
        Span<char> destination,
        out int charsWritten,
        [StringSyntax(StringSyntaxAttribute.NumericFormat)] ReadOnlySpan<char> format = default,
        IFormatProvider? provider = null) =>
        ((float)this).TryFormat(destination, out charsWritten, format, provider);

    /// <summary>The same number, exactly.</summary>
    public static explicit operator float(Float8E5M2 value) => SmallFloatFormat.E5M2.ToSingle(value._bits);

    /// <summary>The same number, exactly.</summary>
    public static explicit operator double(Float8E5M2 value) => (float)value;

    /// <summary>The nearest number, ties to even; what is out of range saturates.</summary>
    public static explicit operator Float8E5M2(float value) => FromSingle(value);

    /// <summary>The nearest number, ties to even, rounded once; what is out of range saturates.</summary>
    public static explicit operator Float8E5M2(double value) => FromSingle(OddRounding.ToSingle(value));

    /// <summary>Numeric equality: 0 equals -0, and not-a-number equals nothing.</summary>
    public static bool operator ==(Float8E5M2 left, Float8E5M2 right) => (float)left == (float)right;

    /// <summary>Numeric inequality: true whenever one side is not a number.</summary>
    public static bool operator !=(Float8E5M2 left, Float8E5M2 right) => (float)left != (float)right;

    /// <summary>Whether left is less; false whenever one side is not a number.</summary>
    public static bool operator <(Float8E5M2 left, Float8E5M2 right) => (float)left < (float)right;

    /// <summary>Whether left is greater; false whenever one side is not a number.</summary>
    public static bool operator >(Float8E5M2 left, Float8E5M2 right) => (float)left > (float)right;

    /// <summary>Whether left is less or equal; false whenever one side is not a number.</summary>
    public static bool operator <=(Float8E5M2 left, Float8E5M2 right) => (float)left <= (float)right;

    /// <summary>Whether left is greater or equal; false whenever one side is not a number.</summary>
    public static bool operator >=(Float8E5M2 left, Float8E5M2 right) => (float)left >= (float)right;
}
