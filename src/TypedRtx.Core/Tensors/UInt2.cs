using System.Globalization;
using System.Numerics;

namespace TypedRtx;

/// <summary>A 2-bit unsigned integer, 0 to 3. Tensors of it are <see cref="PackedTensor{T}"/>.</summary>
public readonly record struct UInt2 : IComparable<UInt2>, IFormattable, IMinMaxValue<UInt2>, IPackedElement<UInt2>
{
    private const byte Mask = 0x03;

    private readonly byte _bits;

    private UInt2(int value) => _bits = (byte)(value & Mask);

    /// <summary>The largest value: 3.</summary>
    public static UInt2 MaxValue => new(3);

    /// <summary>The smallest value: 0.</summary>
    public static UInt2 MinValue => new(0);

    /// <inheritdoc />
    public static int BitWidth => 2;

    /// <inheritdoc />
    public static UInt2 FromBits(byte bits) => new(bits);

    /// <inheritdoc />
    public byte ToBits() => _bits;

    /// <inheritdoc />
    public int CompareTo(UInt2 other) => ((int)this).CompareTo(other);

    /// <summary>The value in the invariant culture.</summary>
    public override string ToString() => ((int)this).ToString(CultureInfo.InvariantCulture);

    /// <summary>The value in a format of <see cref="int"/>.</summary>
    public string ToString(string? format, IFormatProvider? formatProvider) =>
        ((int)this).ToString(format, formatProvider);

    /// <summary>The same number.</summary>
    public static implicit operator int(UInt2 value) => value._bits;

    /// <summary>The lowest 2 bits, as unchecked conversions between integers give them.</summary>
    public static explicit operator UInt2(int value) => new(value);

    /// <summary>The same number.</summary>
    /// <exception cref="OverflowException">It is not from 0 to 3.</exception>
    public static explicit operator checked UInt2(int value) => value is >= 0 and <= 3
        ? new UInt2(value)
        : throw new OverflowException(string.Create(
            CultureInfo.InvariantCulture, $"{value} is no UInt2; those are from 0 to 3."));

    /// <summary>Whether left is less.</summary>
    public static bool operator <(UInt2 left, UInt2 right) => (int)left < (int)right;

    /// <summary>Whether left is greater.</summary>
    public static bool operator >(UInt2 left, UInt2 right) => (int)left > (int)right;

    /// <summary>Whether left is less or equal.</summary>
    public static bool operator <=(UInt2 left, UInt2 right) => (int)left <= (int)right;

    /// <summary>Whether left is greater or equal.</summary>
    public static bool operator >=(UInt2 left, UInt2 right) => (int)left >= (int)right;
}
