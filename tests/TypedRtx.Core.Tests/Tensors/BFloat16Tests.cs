namespace TypedRtx.Core.Tests.Tensors;

public sealed class BFloat16Tests
{
    private static readonly double[] FiniteMagnitudes = [.. Enumerable.Range(0, 0x7F80).Select(bits => ValueOf((ushort)bits))];

    [Fact]
    public void Every_value_survives_the_way_through_float_double_and_bits()
    {
        for (int bits = 0; bits <= ushort.MaxValue; bits++)
        {
            BFloat16 value = BFloat16.FromBits((ushort)bits);
            Assert.Equal(bits, value.ToBits());
            Assert.Equal(ValueOf((ushort)bits), (double)value);
            Assert.Equal((float)ValueOf((ushort)bits), (float)value);
            if (!BFloat16.IsNaN(value))
            {
                Assert.Equal(bits, ((BFloat16)(float)value).ToBits());
                Assert.Equal(bits, ((BFloat16)(double)value).ToBits());
            }
        }
    }

    [Fact]
    public void Every_value_is_classified_as_its_float()
    {
        for (int bits = 0; bits <= ushort.MaxValue; bits++)
        {
            BFloat16 value = BFloat16.FromBits((ushort)bits);
            float wide = (float)value;
            Assert.Equal(float.IsNaN(wide), BFloat16.IsNaN(value));
            Assert.Equal(float.IsInfinity(wide), BFloat16.IsInfinity(value));
            Assert.Equal(float.IsPositiveInfinity(wide), BFloat16.IsPositiveInfinity(value));
            Assert.Equal(float.IsNegativeInfinity(wide), BFloat16.IsNegativeInfinity(value));
            Assert.Equal(float.IsFinite(wide), BFloat16.IsFinite(value));
            Assert.Equal(float.IsNormal(wide), BFloat16.IsNormal(value));
            Assert.Equal(float.IsSubnormal(wide), BFloat16.IsSubnormal(value));
            Assert.Equal(float.IsNegative(wide), BFloat16.IsNegative(value));
        }
    }

    [Fact]
    public void Every_value_survives_the_way_through_text()
    {
        Span<char> text = stackalloc char[32];
        for (int bits = 0; bits <= ushort.MaxValue; bits++)
        {
            BFloat16 value = BFloat16.FromBits((ushort)bits);
            Assert.True(value.TryFormat(text, out int written, default, System.Globalization.CultureInfo.InvariantCulture));
            Assert.Equal(value.ToString(), new string(text[..written]));
            BFloat16 back = BFloat16.Parse(text[..written], System.Globalization.CultureInfo.InvariantCulture);
            Assert.True(BFloat16.IsNaN(value) ? BFloat16.IsNaN(back) : back.ToBits() == bits, $"0x{bits:X4}: {value}");
        }
    }

    [Fact]
    public void Half_of_every_value_is_the_half_of_its_float()
    {
        for (int bits = 0; bits <= ushort.MaxValue; bits++)
        {
            BFloat16 value = BFloat16.FromBits((ushort)bits);
            Assert.Equal((Half)(float)value, (Half)value);
            Half half = BitConverter.UInt16BitsToHalf((ushort)bits);
            Assert.Equal((BFloat16)(float)half, (BFloat16)half);
        }
    }

    [Fact]
    public void Rounding_is_to_the_nearest_and_to_even_on_ties()
    {
        foreach (int bits in Enumerable.Range(0, 0x7F80))
        {
            double low = FiniteMagnitudes[bits];
            double high = bits == 0x7F7F ? Math.ScaleB(1, 128) : FiniteMagnitudes[bits + 1];
            double tie = low + ((high - low) / 2);
            double[] samples =
            [
                low, Math.BitIncrement(low), tie, Math.BitDecrement(tie), Math.BitIncrement(tie), Math.BitDecrement(high),
                low + ((high - low) * 0.25), low + ((high - low) * 0.75), (double)MathF.BitIncrement((float)tie),
                (double)MathF.BitDecrement((float)tie),
            ];
            foreach (double sample in samples.Where(sample => sample >= 0))
            {
                CheckRounding(sample);
                CheckRounding(-sample);
            }
        }
    }

    [Fact]
    public void Rounding_of_random_numbers_is_that_of_a_search_over_all_values()
    {
        const int Seed = 20;
        Random random = new(Seed);
        for (int round = 0; round < 200_000; round++)
        {
            float narrow = BitConverter.UInt32BitsToSingle((uint)random.NextInt64(1L << 32));
            double wide = BitConverter.UInt64BitsToDouble((ulong)random.NextInt64(long.MinValue, long.MaxValue));
            double near = narrow * (1 + (random.NextDouble() * 1E-9));
            foreach (double sample in new[] { narrow, wide, near }.Where(sample => !double.IsNaN(sample)))
            {
                CheckRounding(sample);
            }
        }
    }

    [Theory]
    [InlineData(0x7FC00000u, 0x7FC0)]
    [InlineData(0xFFC12345u, 0xFFC1)]
    [InlineData(0x7F800001u, 0x7FC0)]
    [InlineData(0xFF800001u, 0xFFC0)]
    [InlineData(0x7FFFFFFFu, 0x7FFF)]
    [InlineData(0xFFFFFFFFu, 0xFFFF)]
    public void Not_a_number_stays_one_with_its_sign(uint bits, int expected) =>
        Assert.Equal(expected, ((BFloat16)BitConverter.UInt32BitsToSingle(bits)).ToBits());

    [Fact]
    public void Comparison_is_that_of_float()
    {
        BFloat16[] values =
        [
            BFloat16.NaN, BFloat16.NegativeInfinity, BFloat16.MinValue, BFloat16.NegativeOne, BFloat16.NegativeZero, BFloat16.Zero,
            BFloat16.Epsilon, BFloat16.One, BFloat16.MaxValue, BFloat16.PositiveInfinity, BFloat16.FromBits(0x7FC1),
        ];
        foreach (BFloat16 left in values)
        {
            foreach (BFloat16 right in values)
            {
                (float x, float y) = ((float)left, (float)right);
                Assert.Equal(x == y, left == right);
                Assert.Equal(x != y, left != right);
                Assert.Equal(x < y, left < right);
                Assert.Equal(x > y, left > right);
                Assert.Equal(x <= y, left <= right);
                Assert.Equal(x >= y, left >= right);
                Assert.Equal(x.Equals(y), left.Equals(right));
                Assert.Equal(x.CompareTo(y), left.CompareTo((object)right));
                Assert.True(!left.Equals(right) || left.GetHashCode() == right.GetHashCode());
            }
        }
    }

    [Fact]
    public void Constants_are_what_their_names_say()
    {
        Assert.Equal(Math.ScaleB(1, -133), (double)BFloat16.Epsilon);
        Assert.Equal(Math.ScaleB(2 - Math.ScaleB(1, -7), 127), (double)BFloat16.MaxValue);
        Assert.Equal(-(double)BFloat16.MaxValue, (double)BFloat16.MinValue);
        Assert.Equal(BitConverter.SingleToUInt32Bits(float.NaN) >> 16, BFloat16.NaN.ToBits());
        Assert.Equal(1f, (float)BFloat16.One);
        Assert.Equal(-1f, (float)BFloat16.NegativeOne);
        Assert.True(float.IsNegative((float)BFloat16.NegativeZero));
        Assert.True(BFloat16.IsPositiveInfinity((BFloat16)float.MaxValue));
        BFloat16 largestByte = byte.MaxValue;
        BFloat16 smallestSignedByte = sbyte.MinValue;
        Assert.Equal(255f, (float)largestByte);
        Assert.Equal(-128f, (float)smallestSignedByte);
    }

    [Theory]
    [InlineData(0.1, "0.1")]
    [InlineData(1, "1")]
    [InlineData(128, "128")]
    [InlineData(12352, "12350")]
    [InlineData(-3.3895313892515355E+38, "-3.39E+38")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    [InlineData(double.NaN, "NaN")]
    public void Text_is_the_shortest_that_reads_back(double value, string expected) =>
        Assert.Equal(expected, ((BFloat16)value).ToString());

    [Fact]
    public void Text_in_a_format_shows_the_exact_value()
    {
        Assert.Equal("0.10009765625", ((BFloat16)0.1).ToString("0.###########", System.Globalization.CultureInfo.InvariantCulture));
        Assert.False(BFloat16.TryParse("one", null, out _));
        Assert.Throws<FormatException>(() => BFloat16.Parse("one", null));
        Assert.True(BFloat16.TryParse("1.5", System.Globalization.CultureInfo.InvariantCulture, out BFloat16 value));
        Assert.Equal(1.5f, (float)value);
    }

    /// <summary>The value by its definition, without the conversions under test.</summary>
    private static double ValueOf(ushort bits)
    {
        int exponent = (bits >> 7) & 0xFF;
        int fraction = bits & 0x7F;
        double magnitude = exponent switch
        {
            0 => Math.ScaleB(fraction, -133),
            255 => fraction == 0 ? double.PositiveInfinity : double.NaN,
            _ => Math.ScaleB(128 + fraction, exponent - 134),
        };
        return (bits & 0x8000) != 0 ? -magnitude : magnitude;
    }

    private static void CheckRounding(double sample)
    {
        ushort expected = Nearest(sample);
        Assert.True(expected == ((BFloat16)sample).ToBits(), $"{sample:R}: 0x{expected:X4}, not 0x{((BFloat16)sample).ToBits():X4}");
        if ((float)sample == sample)
        {
            Assert.True(expected == ((BFloat16)(float)sample).ToBits(), $"{sample:R} as float");
        }
    }

    /// <summary>The nearest of all values, found by search; the one with an even last bit on a tie.</summary>
    private static ushort Nearest(double sample)
    {
        double magnitude = Math.Abs(sample);
        int sign = double.IsNegative(sample) ? 0x8000 : 0;
        int above = Array.BinarySearch(FiniteMagnitudes, magnitude);
        if (above >= 0)
        {
            return (ushort)(sign | above);
        }

        above = ~above;
        double low = FiniteMagnitudes[above - 1];
        double high = above == FiniteMagnitudes.Length ? Math.ScaleB(1, 128) : FiniteMagnitudes[above];

        // Doubles of 8 bits are so far from the ends of the range that half-way points and differences are exact.
        double tie = low + ((high - low) / 2);
        bool isAbove = magnitude > tie || (magnitude == tie && above % 2 == 0);
        return (ushort)(sign | (isAbove ? above : above - 1));
    }
}
