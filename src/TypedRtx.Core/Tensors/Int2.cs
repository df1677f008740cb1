using System.Globalization;
using System.Numerics;

namespace TypedRtx;

/// <summary>A 2-bit signed integer, -2 to 1. Tensors of it are <see cref="PackedTensor{T}"/>.</summary>
public readonly record struct Int2 : IComparable<Int2>, IFormattable, IMinMaxValue<Int2>, IPackedElement<Int2>
{
    private const byte Mask = 0x03;

    private readonly byte _bits;

    private Int2(int value) => _bits = (byte)(value & Mask);

    /// <summary>The largest value: 1.</summary>
    public static Int2 MaxValue => new(1);

    /// <summary>The smallest value: -2.</summary>
    public static Int2 MinValue => new(-2);

    /// <inheritdoc />
    public static int BitWidth => 2;

    /// <inheritdoc />
    public static Int2 FromBits(byte bits) => new(bits);

    /// <inheritdoc />
    public byte ToBits() => _bits;

    /// <inheritdoc />
    public int CompareTo(Int2 other) => ((int)this).CompareTo(other);

    /// <summary>The value in the invariant culture.</summary>
    public override string ToString() => ((int)this).ToString(CultureInfo.InvariantCulture);

    /// <summary>The value in a format of <see cref="int"/>.</summary>
    public string ToString(string? format, IFormatProvider? formatProvider) =>
        ((int)this).ToString(format, formatProvider);

    /// <summary>The same number.</summary>
    public static implicit operator int(Int2 value) => (sbyte)(value._bits << 6) >> 6;

    /// <summary>The lowest 2 bits, as unchecked conversions between integers give them.</summary>
    public static explicit operator Int2(int value) => new(value);

    /// <summary>The same number.</summary>
    /// <exception cref="OverflowException">It is not from -2 to 1.</exception>
    public static explicit operator checked Int2(int value) => value is >= -2 and <= 1
        ? new Int2(value)
        : throw new OverflowException(string.Create(
            CultureInfo.InvariantCulture, $"{value} is no Int2; those are from -2 to 1."));

    /// <summary>Whether left is less.</summary>
    public static bool operator <(Int2 left, Int2 right) => (int)left < (int)right;

    /// <summary>Whether left is greater.</summary>
    public static bool operator >(Int2 left, Int2 right) => (int)left > (int)right;

    /// <summary>Whether left is less or equal.</summary>
    public static bool operator <=(Int2 left, Int2 right) => (int)left <= (int)right;

    /// <summary>Whether left is greater or equal.</summary>
    public static bool operator >=(Int2 left, Int2 right) => (int)left >= (int)right;
}
