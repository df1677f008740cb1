using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;

namespace TypedRtx;

/// <summary>
/// A 4-bit float with 2 bits of exponent and 2 of significand (1 stored): 0, 0.5, 1, 1.5, 2, 3, 4, 6 and their
/// opposites. Tensors of it are <see cref="PackedTensor{T}"/>.
/// </summary>
/// <remarks>Storage, not arithmetic: convert to <see cref="float"/>, compute, and convert back.</remarks>
public readonly struct Float4E2M1 : IComparable, IComparable<Float4E2M1>,
    IEquatable<Float4E2M1>, IMinMaxValue<Float4E2M1>, IPackedElement<Float4E2M1>, ISpanFormattable
{
    private const byte Mask = 0x0F;

    private readonly byte _bits;

    private Float4E2M1(int bits) => _bits = (byte)(bits & Mask);

    /// <summary>The smallest number above zero: 0.5.</summary>
    public static Float4E2M1 Epsilon => new(0x1);

    /// <summary>The largest number: 6.</summary>
    public static Float4E2M1 MaxValue => new(0x7);

    /// <summary>The lowest number: -6.</summary>
    public static Float4E2M1 MinValue => new(0xF);

    /// <summary>0.</summary>
    public static Float4E2M1 Zero => default;

    /// <summary>1.</summary>
    public static Float4E2M1 One => new(0x2);

    /// <inheritdoc />
    public static int BitWidth => 4;

    /// <inheritdoc />
    public static Float4E2M1 FromBits(byte bits) => new(bits);

    /// <summary>Whether the sign bit is set; also for -0.</summary>
    public static bool IsNegative(Float4E2M1 value) => (value._bits & 0x8) != 0;

    /// <inheritdoc />
    public byte ToBits() => _bits;

    /// <inheritdoc />
    public int CompareTo(Float4E2M1 other) => ((float)this).CompareTo((float)other);

    /// <inheritdoc />
    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        Float4E2M1 other => CompareTo(other),
        _ => throw new ArgumentException(
            $"A Float4E2M1 compares to a Float4E2M1 only, but a {obj.GetType()} was given.", nameof(obj)),
    };

    /// <inheritdoc />
    public bool Equals(Float4E2M1 other) => ((float)this).Equals((float)other);

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is Float4E2M1 other && Equals(other);

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
    public static explicit operator float(Float4E2M1 value) => SmallFloatFormat.E2M1.ToSingle(value._bits);

    /// <summary>The same number, exactly.</summary>
    public static explicit operator double(Float4E2M1 value) => (float)value;

    /// <summary>The nearest number, ties to even; what is out of range saturates, and not-a-number is 6.</summary>
    public static explicit operator Float4E2M1(float value) =>
        new(SmallFloatFormat.E2M1.FromSingle(value, saturates: true));

    /// <summary>
    /// The nearest number, ties to even, rounded once; what is out of range saturates, and not-a-number is 6.
    /// </summary>
    public static explicit operator Float4E2M1(double value) => (Float4E2M1)OddRounding.ToSingle(value);

    /// <summary>Numeric equality: 0 equals -0.</summary>
    public static bool operator ==(Float4E2M1 left, Float4E2M1 right) => (float)left == (float)right;

    /// <summary>Numeric inequality.</summary>
    public static bool operator !=(Float4E2M1 left, Float4E2M1 right) => (float)left != (float)right;

    /// <summary>Whether left is less.</summary>
    public static bool operator <(Float4E2M1 left, Float4E2M1 right) => (float)left < (float)right;

    /// <summary>Whether left is greater.</summary>
    public static bool operator >(Float4E2M1 left, Float4E2M1 right) => (float)left > (float)right;

    /// <summary>Whether left is less or equal.</summary>
    public static bool operator <=(Float4E2M1 left, Float4E2M1 right) => (float)left <= (float)right;

    /// <summary>Whether left is greater or equal.</summary>
    public static bool operator >=(Float4E2M1 left, Float4E2M1 right) => (float)left >= (float)right;
}
