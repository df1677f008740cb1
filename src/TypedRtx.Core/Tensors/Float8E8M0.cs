using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;

namespace TypedRtx;

/// <summary>
/// An 8-bit power of two, from 2^-127 to 2^127: a scale, without a sign, a zero or infinities.
/// </summary>
/// <remarks>Storage, not arithmetic: convert to <see cref="float"/>, compute, and convert back.</remarks>
public readonly struct Float8E8M0 : IComparable, IComparable<Float8E8M0>, IEquatable<Float8E8M0>,
    IMinMaxValue<Float8E8M0>, ISpanFormattable
{
    private const int MantissaBits = 23;

    private readonly byte _bits;

    private Float8E8M0(byte bits) => _bits = bits;

    /// <summary>The largest number: 2^127.</summary>
    public static Float8E8M0 MaxValue => new(0xFE);

    /// <summary>The smallest number, which is above zero: 2^-127.</summary>
    public static Float8E8M0 MinValue => new(0x00);

    /// <summary>Not a number.</summary>
    public static Float8E8M0 NaN => new(0xFF);

    /// <summary>1.</summary>
    public static Float8E8M0 One => new(0x7F);

    /// <summary>The number with these bits: the exponent, plus 127.</summary>
    public static Float8E8M0 FromBits(byte bits) => new(bits);

    /// <summary>
    /// The next power of two that is not less, by the rules of the ONNX operator Cast with its rounding mode "up".
    /// </summary>
    /// <param name="value">The number to round.</param>
    /// <param name="saturate">
    /// Whether what is out of range, as 0, negative numbers and infinities are, becomes the number nearest to it;
    /// not-a-number otherwise.
    /// </param>
    public static Float8E8M0 FromSingle(float value, bool saturate = true)
    {
        if (float.IsNaN(value))
        {
            return NaN;
        }

        // 2^-127 is a subnormal float, and those count units of 2^-149.
        const uint min = 1u << 22;
        uint bits = BitConverter.SingleToUInt32Bits(Math.Max(value, 0));
        if (bits < min)
        {
            return saturate ? MinValue : NaN;
        }

        uint exponent = bits >> MantissaBits;
        bool isPower = (bits & ((1u << MantissaBits) - 1)) == (exponent == 0 ? min : 0);
        uint up = isPower ? exponent : exponent + 1;
        return up <= MaxValue._bits ? new Float8E8M0((byte)up) : saturate ? MaxValue : NaN;
    }

    /// <summary>Whether the value is not a number.</summary>
    public static bool IsNaN(Float8E8M0 value) => value._bits == 0xFF;

    /// <summary>The bits: the exponent, plus 127.</summary>
    public byte ToBits() => _bits;

    /// <inheritdoc />
    /// <remarks>Not-a-number comes before every number, as with <see cref="float"/>.</remarks>
    public int CompareTo(Float8E8M0 other) => ((float)this).CompareTo((float)other);

    /// <inheritdoc />
    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        Float8E8M0 other => CompareTo(other),
        _ => throw new ArgumentException(
            $"A Float8E8M0 compares to a Float8E8M0 only, but a {obj.GetType()} was given.", nameof(obj)),
    };

    /// <inheritdoc />
    /// <remarks>Not-a-number equals itself here, unlike with <c>==</c>.</remarks>
    public bool Equals(Float8E8M0 other) => ((float)this).Equals((float)other);

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is Float8E8M0 other && Equals(other);

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
    public static explicit operator float(Float8E8M0 value) => BitConverter.UInt32BitsToSingle(value._bits switch
    {
        0x00 => 1u << (MantissaBits - 1),
        0xFF => BitConverter.SingleToUInt32Bits(float.NaN),
        _ => (uint)value._bits << MantissaBits,
    });

    /// <summary>The same number, exactly.</summary>
    public static explicit operator double(Float8E8M0 value) => (float)value;

    /// <summary>The next power of two that is not less; what is out of range saturates.</summary>
    public static explicit operator Float8E8M0(float value) => FromSingle(value);

    /// <summary>Numeric equality: not-a-number equals nothing.</summary>
    public static bool operator ==(Float8E8M0 left, Float8E8M0 right) => (float)left == (float)right;

    /// <summary>Numeric inequality: true whenever one side is not a number.</summary>
    public static bool operator !=(Float8E8M0 left, Float8E8M0 right) => (float)left != (float)right;

    /// <summary>Whether left is less; false whenever one side is not a number.</summary>
    public static bool operator <(Float8E8M0 left, Float8E8M0 right) => (float)left < (float)right;

    /// <summary>Whether left is greater; false whenever one side is not a number.</summary>
    public static bool operator >(Float8E8M0 left, Float8E8M0 right) => (float)left > (float)right;

    /// <summary>Whether left is less or equal; false whenever one side is not a number.</summary>
    public static bool operator <=(Float8E8M0 left, Float8E8M0 right) => (float)left <= (float)right;

    /// <summary>Whether left is greater or equal; false whenever one side is not a number.</summary>
    public static bool operator >=(Float8E8M0 left, Float8E8M0 right) => (float)left >= (float)right;
}
