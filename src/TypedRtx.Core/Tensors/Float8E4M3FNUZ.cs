using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;

namespace TypedRtx;

/// <summary>
/// An 8-bit float with 4 bits of exponent and 4 of significand (3 stored): up to 240, without infinities and -0.
/// </summary>
/// <remarks>Storage, not arithmetic: convert to <see cref="float"/>, compute, and convert back.</remarks>
public readonly struct Float8E4M3FNUZ : IComparable, IComparable<Float8E4M3FNUZ>,
    IEquatable<Float8E4M3FNUZ>, IMinMaxValue<Float8E4M3FNUZ>, ISpanFormattable
{
    private readonly byte _bits;

    private Float8E4M3FNUZ(byte bits) => _bits = bits;

    /// <summary>The smallest number above zero: 2^-10.</summary>
    public static Float8E4M3FNUZ Epsilon => new(0x01);

    /// <summary>The largest number: 240.</summary>
    public static Float8E4M3FNUZ MaxValue => new(0x7F);

    /// <summary>The lowest number: -240.</summary>
    public static Float8E4M3FNUZ MinValue => new(0xFF);

    /// <summary>Not a number, with the bits that -0 would have.</summary>
    public static Float8E4M3FNUZ NaN => new(0x80);

    /// <summary>0.</summary>
    public static Float8E4M3FNUZ Zero => default;

    /// <summary>1.</summary>
    public static Float8E4M3FNUZ One => new(0x40);

    /// <summary>The number with these bits: sign, 4 bits of exponent, 3 of significand.</summary>
    public static Float8E4M3FNUZ FromBits(byte bits) => new(bits);

    /// <summary>The nearest number, ties to even, by the rules of the ONNX operator Cast.</summary>
    /// <param name="value">The number to round.</param>
    /// <param name="saturate">
    /// Whether what is out of range becomes the largest number of its sign; infinities, and otherwise all of it, become
    /// not-a-number.
    /// </param>
    public static Float8E4M3FNUZ FromSingle(float value, bool saturate = true) =>
        new(SmallFloatFormat.E4M3FNUZ.FromSingle(value, saturate));

    /// <summary>Whether the value is not a number.</summary>
    public static bool IsNaN(Float8E4M3FNUZ value) => value._bits == 0x80;

    /// <summary>Whether the value is a number; there are no infinities.</summary>
    public static bool IsFinite(Float8E4M3FNUZ value) => !IsNaN(value);

    /// <summary>Whether the sign bit is set.</summary>
    public static bool IsNegative(Float8E4M3FNUZ value) => (value._bits & 0x80) != 0;

    /// <summary>The bits: sign, 4 bits of exponent, 3 of significand.</summary>
    public byte ToBits() => _bits;

    /// <inheritdoc />
    /// <remarks>Not-a-number comes before every number, as with <see cref="float"/>.</remarks>
    public int CompareTo(Float8E4M3FNUZ other) => ((float)this).CompareTo((float)other);

    /// <inheritdoc />
    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        Float8E4M3FNUZ other => CompareTo(other),
        _ => throw new ArgumentException(
            $"A Float8E4M3FNUZ compares to a Float8E4M3FNUZ only, but a {obj.GetType()} was given.", nameof(obj)),
    };

    /// <inheritdoc />
    /// <remarks>Not-a-number equals itself here, unlike with <c>==</c>.</remarks>
    public bool Equals(Float8E4M3FNUZ other) => ((float)this).Equals((float)other);

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is Float8E4M3FNUZ other && Equals(other);

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
    public static explicit operator float(Float8E4M3FNUZ value) => SmallFloatFormat.E4M3FNUZ.ToSingle(value._bits);

    /// <summary>The same number, exactly.</summary>
    public static explicit operator double(Float8E4M3FNUZ value) => (float)value;

    /// <summary>The nearest number, ties to even; what is out of range saturates.</summary>
    public static explicit operator Float8E4M3FNUZ(float value) => FromSingle(value);

    /// <summary>The nearest number, ties to even, rounded once; what is out of range saturates.</summary>
    public static explicit operator Float8E4M3FNUZ(double value) => FromSingle(OddRounding.ToSingle(value));

    /// <summary>Numeric equality: 0 equals -0, and not-a-number equals nothing.</summary>
    public static bool operator ==(Float8E4M3FNUZ left, Float8E4M3FNUZ right) => (float)left == (float)right;

    /// <summary>Numeric inequality: true whenever one side is not a number.</summary>
    public static bool operator !=(Float8E4M3FNUZ left, Float8E4M3FNUZ right) => (float)left != (float)right;

    /// <summary>Whether left is less; false whenever one side is not a number.</summary>
    public static bool operator <(Float8E4M3FNUZ left, Float8E4M3FNUZ right) => (float)left < (float)right;

    /// <summary>Whether left is greater; false whenever one side is not a number.</summary>
    public static bool operator >(Float8E4M3FNUZ left, Float8E4M3FNUZ right) => (float)left > (float)right;

    /// <summary>Whether left is less or equal; false whenever one side is not a number.</summary>
    public static bool operator <=(Float8E4M3FNUZ left, Float8E4M3FNUZ right) => (float)left <= (float)right;

    /// <summary>Whether left is greater or equal; false whenever one side is not a number.</summary>
    public static bool operator >=(Float8E4M3FNUZ left, Float8E4M3FNUZ right) => (float)left >= (float)right;
}
