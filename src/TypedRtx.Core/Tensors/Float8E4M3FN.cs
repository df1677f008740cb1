using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;

namespace TypedRtx;

/// <summary>
/// An 8-bit float with 4 bits of exponent and 4 of significand (3 stored): up to 448, without infinities.
/// </summary>
/// <remarks>Storage, not arithmetic: convert to <see cref="float"/>, compute, and convert back.</remarks>
public readonly struct Float8E4M3FN : IComparable, IComparable<Float8E4M3FN>,
    IEquatable<Float8E4M3FN>, IMinMaxValue<Float8E4M3FN>, ISpanFormattable
{
    private readonly byte _bits;

    private Float8E4M3FN(byte bits) => _bits = bits;

    /// <summary>The smallest number above zero: 2^-9.</summary>
    public static Float8E4M3FN Epsilon => new(0x01);

    /// <summary>The largest number: 448.</summary>
    public static Float8E4M3FN MaxValue => new(0x7E);

    /// <summary>The lowest number: -448.</summary>
    public static Float8E4M3FN MinValue => new(0xFE);

    /// <summary>Not a number.</summary>
    public static Float8E4M3FN NaN => new(0x7F);

    /// <summary>0.</summary>
    public static Float8E4M3FN Zero => default;

    /// <summary>1.</summary>
    public static Float8E4M3FN One => new(0x38);

    /// <summary>The number with these bits: sign, 4 bits of exponent, 3 of significand.</summary>
    public static Float8E4M3FN FromBits(byte bits) => new(bits);

    /// <summary>The nearest number, ties to even, by the rules of the ONNX operator Cast.</summary>
    /// <param name="value">The number to round.</param>
    /// <param name="saturate">
    /// Whether what is out of range, infinities too, becomes the largest number of its sign; not-a-number otherwise.
    /// </param>
    public static Float8E4M3FN FromSingle(float value, bool saturate = true) =>
        new(SmallFloatFormat.E4M3FN.FromSingle(value, saturate));

    /// <summary>Whether the value is not a number.</summary>
    public static bool IsNaN(Float8E4M3FN value) => (value._bits & 0x7F) == 0x7F;

    /// <summary>Whether the value is a number; there are no infinities.</summary>
    public static bool IsFinite(Float8E4M3FN value) => !IsNaN(value);

    /// <summary>Whether the sign bit is set.</summary>
    public static bool IsNegative(Float8E4M3FN value) => (value._bits & 0x80) != 0;

    /// <summary>The bits: sign, 4 bits of exponent, 3 of significand.</summary>
    public byte ToBits() => _bits;

    /// <inheritdoc />
    /// <remarks>Not-a-number comes before every number, as with <see cref="float"/>.</remarks>
    public int CompareTo(Float8E4M3FN other) => ((float)this).CompareTo((float)other);

    /// <inheritdoc />
    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        Float8E4M3FN other => CompareTo(other),
        _ => throw new ArgumentException(
            $"A Float8E4M3FN compares to a Float8E4M3FN only, but a {obj.GetType()} was given.", nameof(obj)),
    };

    /// <inheritdoc />
    /// <remarks>Not-a-number equals itself here, unlike with <c>==</c>.</remarks>
    public bool Equals(Float8E4M3FN other) => ((float)this).Equals((float)other);

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is Float8E4M3FN other && Equals(other);

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
    public static explicit operator float(Float8E4M3FN value) => SmallFloatFormat.E4M3FN.ToSingle(value._bits);

    /// <summary>The same number, exactly.</summary>
    public static explicit operator double(Float8E4M3FN value) => (float)value;

    /// <summary>The nearest number, ties to even; what is out of range saturates.</summary>
    public static explicit operator Float8E4M3FN(float value) => FromSingle(value);

    /// <summary>The nearest number, ties to even, rounded once; what is out of range saturates.</summary>
    public static explicit operator Float8E4M3FN(double value) => FromSingle(OddRounding.ToSingle(value));

    /// <summary>Numeric equality: 0 equals -0, and not-a-number equals nothing.</summary>
    public static bool operator ==(Float8E4M3FN left, Float8E4M3FN right) => (float)left == (float)right;

    /// <summary>Numeric inequality: true whenever one side is not a number.</summary>
    public static bool operator !=(Float8E4M3FN left, Float8E4M3FN right) => (float)left != (float)right;

    /// <summary>Whether left is less; false whenever one side is not a number.</summary>
    public static bool operator <(Float8E4M3FN left, Float8E4M3FN right) => (float)left < (float)right;

    /// <summary>Whether left is greater; false whenever one side is not a number.</summary>
    public static bool operator >(Float8E4M3FN left, Float8E4M3FN right) => (float)left > (float)right;

    /// <summary>Whether left is less or equal; false whenever one side is not a number.</summary>
    public static bool operator <=(Float8E4M3FN left, Float8E4M3FN right) => (float)left <= (float)right;

    /// <summary>Whether left is greater or equal; false whenever one side is not a number.</summary>
    public static bool operator >=(Float8E4M3FN left, Float8E4M3FN right) => (float)left >= (float)right;
}
