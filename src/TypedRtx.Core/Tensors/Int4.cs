using System.Globalization;
using System.Numerics;

namespace TypedRtx;

/// <summary>A 4-bit signed integer, -8 to 7. Tensors of it are <see cref="PackedTensor{T}"/>.</summary>
public readonly record struct Int4 : IComparable<Int4>, IFormattable, IMinMaxValue<Int4>, IPackedElement<Int4>
{
    private const byte Mask = 0x0F;

    private readonly byte _bits;

    private Int4(int value) => _bits = (byte)(value & Mask);

    /// <summary>The largest value: 7.</summary>
    public static Int4 MaxValue => new(7);

    /// <summary>The smallest value: -8.</summary>
    public static Int4 MinValue => new(-8);

    /// <inheritdoc />
    public static int BitWidth => 4;

    /// <inheritdoc />
    public static Int4 FromBits(byte bits) => new(bits);

    /// <inheritdoc />
    public byte ToBits() => _bits;

    /// <inheritdoc />
    public int CompareTo(Int4 other) => ((int)this).CompareTo(other);

    /// <summary>The value in the invariant culture.</summary>
    public override string ToString() => ((int)this).ToString(CultureInfo.InvariantCulture);

    /// <summary>The value in a format of <see cref="int"/>.</summary>
    public string ToString(string? format, IFormatProvider? formatProvider) =>
        ((int)this).ToString(format, formatProvider);

    /// <summary>The same number.</summary>
    public static implicit operator int(Int4 value) => (sbyte)(value._bits << 4) >> 4;

    /// <summary>The lowest 4 bits, as unchecked conversions between integers give them.</summary>
    public static explicit operator Int4(int value) => new(value);

    /// <summary>The same number.</summary>
    /// <exception cref="OverflowException">It is not from -8 to 7.</exception>
    public static explicit operator checked Int4(int value) => value is >= -8 and <= 7
        ? new Int4(value)
        : throw new OverflowException(string.Create(
            CultureInfo.InvariantCulture, $"{value} is no Int4; those are from -8 to 7."));

    /// <summary>Whether left is less.</summary>
    public static bool operator <(Int4 left, Int4 right) => (int)left < (int)right;

    /// <summary>Whether left is greater.</summary>
    public static bool operator >(Int4 left, Int4 right) => (int)left > (int)right;

    /// <summary>Whether left is less or equal.</summary>
    public static bool operator <=(Int4 left, Int4 right) => (int)left <= (int)right;

    /// <summary>Whether left is greater or equal.</summary>
    public static bool operator >=(Int4 left, Int4 right) => (int)left >= (int)right;
}
