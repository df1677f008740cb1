using System.Globalization;
using System.Numerics;

namespace TypedRtx;

/// <summary>A 4-bit unsigned integer, 0 to 15. Tensors of it are <see cref="PackedTensor{T}"/>.</summary>
public readonly record struct UInt4 : IComparable<UInt4>, IFormattable, IMinMaxValue<UInt4>, IPackedElement<UInt4>
{
    private const byte Mask = 0x0F;

    private readonly byte _bits;

    private UInt4(int value) => _bits = (byte)(value & Mask);

    /// <summary>The largest value: 15.</summary>
    public static UInt4 MaxValue => new(15);

    /// <summary>The smallest value: 0.</summary>
    public static UInt4 MinValue => new(0);

    /// <inheritdoc />
    public static int BitWidth => 4;

    /// <inheritdoc />
    public static UInt4 FromBits(byte bits) => new(bits);

    /// <inheritdoc />
    public byte ToBits() => _bits;

    /// <inheritdoc />
    public int CompareTo(UInt4 other) => ((int)this).CompareTo(other);

    /// <summary>The value in the invariant culture.</summary>
    public override string ToString() => ((int)this).ToString(CultureInfo.InvariantCulture);

    /// <summary>The value in a format of <see cref="int"/>.</summary>
    public string ToString(string? format, IFormatProvider? formatProvider) =>
        ((int)this).ToString(format, formatProvider);

    /// <summary>The same number.</summary>
    public static implicit operator int(UInt4 value) => value._bits;

    /// <summary>The lowest 4 bits, as unchecked conversions between integers give them.</summary>
    public static explicit operator UInt4(int value) => new(value);

    /// <summary>The same number.</summary>
    /// <exception cref="OverflowException">It is not from 0 to 15.</exception>
    public static explicit operator checked UInt4(int value) => value is >= 0 and <= 15
        ? new UInt4(value)
        : throw new OverflowException(string.Create(
            CultureInfo.InvariantCulture, $"{value} is no UInt4; those are from 0 to 15."));

    /// <summary>Whether left is less.</summary>
    public static bool operator <(UInt4 left, UInt4 right) => (int)left < (int)right;

    /// <summary>Whether left is greater.</summary>
    public static bool operator >(UInt4 left, UInt4 right) => (int)left > (int)right;

    /// <summary>Whether left is less or equal.</summary>
    public static bool operator <=(UInt4 left, UInt4 right) => (int)left <= (int)right;

    /// <summary>Whether left is greater or equal.</summary>
    public static bool operator >=(UInt4 left, UInt4 right) => (int)left >= (int)right;
}
