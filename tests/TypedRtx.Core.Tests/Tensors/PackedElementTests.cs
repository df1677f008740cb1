using System.Globalization;

namespace TypedRtx.Core.Tests.Tensors;

public sealed class PackedElementTests
{
    [Fact]
    public void Every_pattern_is_the_number_that_its_bits_say()
    {
        Assert.Equal(Enumerable.Range(0, 16), Patterns<UInt4>().Select(value => (int)value));
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, -8, -7, -6, -5, -4, -3, -2, -1], Patterns<Int4>().Select(value => (int)value));
        Assert.Equal([0, 1, 2, 3], Patterns<UInt2>().Select(value => (int)value));
        Assert.Equal([0, 1, -2, -1], Patterns<Int2>().Select(value => (int)value));
        Assert.Equal(
            [0, 0.5f, 1, 1.5f, 2, 3, 4, 6, -0f, -0.5f, -1, -1.5f, -2, -3, -4, -6],
            Patterns<Float4E2M1>().Select(value => (float)value));
    }

    [Fact]
    public void Higher_bits_are_ignored()
    {
        Assert.Equal(UInt4.MaxValue, UInt4.FromBits(0xAF));
        Assert.Equal((Int2)(-1), Int2.FromBits(0xFF));
        Assert.Equal(0x1, Float4E2M1.FromBits(0x71).ToBits());
    }

    [Fact]
    public void Conversions_from_integers_keep_the_lowest_bits_or_throw_where_checked()
    {
        Assert.Equal([1, -8, 7], [(Int4)17, (Int4)8, (Int4)(-9)]);
        Assert.Equal([2, 15], [(UInt4)18, (UInt4)(-1)]);
        Assert.Equal([-2, 1], [(Int2)2, (Int2)(-3)]);
        Assert.Equal(3, (UInt2)7);
        Assert.Throws<OverflowException>(() => checked((Int4)8));
        Assert.Throws<OverflowException>(() => checked((UInt4)(-1)));
        Assert.Throws<OverflowException>(() => checked((Int2)(-3)));
        OverflowException error = Assert.Throws<OverflowException>(() => checked((UInt2)4));
        Assert.Equal("4 is no UInt2; those are from 0 to 3.", error.Message);
        Assert.Equal(-8, checked((Int4)(-8)));
    }

    [Fact]
    public void Comparisons_and_text_are_those_of_the_number()
    {
        Assert.True((Int4)(-8) < (Int4)7 && Int4.MinValue <= Int4.MaxValue && (Int2)1 > (Int2)(-1));
        Assert.True((UInt4)3 == (UInt4)3 && (UInt4)3 != (UInt4)4 && ((UInt4)3).Equals(UInt4.FromBits(3)));
        Assert.Equal("-8 3 1.5 -1", string.Create(CultureInfo.InvariantCulture, $"{Int4.MinValue} {(UInt2)3} {(Float4E2M1)1.5f} {(Int2)(-1)}"));
    }

    [Theory]
    [InlineData(0.25f, 0f)]
    [InlineData(0.26f, 0.5f)]
    [InlineData(0.75f, 1f)]
    [InlineData(1.25f, 1f)]
    [InlineData(1.75f, 2f)]
    [InlineData(2.5f, 2f)]
    [InlineData(3.5f, 4f)]
    [InlineData(5f, 4f)]
    [InlineData(5.01f, 6f)]
    [InlineData(7f, 6f)]
    [InlineData(float.PositiveInfinity, 6f)]
    public void Four_bit_floats_round_to_even_and_saturate(float value, float expected)
    {
        Assert.Equal(expected, (float)(Float4E2M1)value);
        Assert.Equal(-expected, (float)(Float4E2M1)(-value));
        Assert.Equal(expected, (double)(Float4E2M1)(double)value);
    }

    [Fact]
    public void Not_a_number_is_the_largest_four_bit_float() => Assert.Equal(Float4E2M1.MaxValue, (Float4E2M1)float.NaN);

    private static IEnumerable<T> Patterns<T>()
        where T : struct, IPackedElement<T> => Enumerable.Range(0, 1 << T.BitWidth).Select(bits =>
        {
            T value = T.FromBits((byte)bits);
            Assert.Equal(bits, value.ToBits());
            return value;
        });
}
