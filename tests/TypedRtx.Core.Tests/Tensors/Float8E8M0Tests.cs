namespace TypedRtx.Core.Tests.Tensors;

public sealed class Float8E8M0Tests
{
    [Fact]
    public void Every_byte_is_a_power_of_two_and_survives_the_way_through_float()
    {
        for (int bits = 0; bits < byte.MaxValue; bits++)
        {
            Float8E8M0 value = Float8E8M0.FromBits((byte)bits);
            Assert.Equal(Math.Pow(2, bits - 127), (double)value);
            Assert.Equal(bits, ((Float8E8M0)(float)value).ToBits());
            Assert.Equal(bits, Float8E8M0.FromSingle((float)value, saturate: false).ToBits());
        }

        Assert.True(float.IsNaN((float)Float8E8M0.FromBits(0xFF)));
        Assert.True(Float8E8M0.IsNaN((Float8E8M0)float.NaN));
    }

    [Fact]
    public void Rounding_is_up_to_the_next_power()
    {
        for (int bits = 0; bits < 0xFE; bits++)
        {
            float power = (float)Math.Pow(2, bits - 127);
            Assert.Equal(bits + 1, Float8E8M0.FromSingle(MathF.BitIncrement(power), saturate: false).ToBits());
            Assert.Equal(bits + 1, Float8E8M0.FromSingle(power * 1.5f, saturate: false).ToBits());
            Assert.Equal(bits + 1, Float8E8M0.FromSingle(MathF.BitDecrement(power * 2), saturate: false).ToBits());
        }
    }

    [Theory]
    [InlineData(0f, 0x00)]
    [InlineData(-1f, 0x00)]
    [InlineData(float.NegativeInfinity, 0x00)]
    [InlineData(float.Epsilon, 0x00)]
    [InlineData(5.8e-39f, 0x00)]
    [InlineData(1.8e38f, 0xFE)]
    [InlineData(float.MaxValue, 0xFE)]
    [InlineData(float.PositiveInfinity, 0xFE)]
    public void Out_of_range_saturates_or_is_not_a_number(float value, byte saturated)
    {
        Assert.Equal(saturated, ((Float8E8M0)value).ToBits());
        Assert.True(Float8E8M0.IsNaN(Float8E8M0.FromSingle(value, saturate: false)));
    }

    [Fact]
    public void Comparisons_and_text_are_those_of_float()
    {
        Assert.True(Float8E8M0.MinValue < Float8E8M0.One && Float8E8M0.One < Float8E8M0.MaxValue);
        Assert.False(Float8E8M0.NaN == Float8E8M0.FromBits(0xFF));
        Assert.True(Float8E8M0.NaN.Equals(Float8E8M0.FromBits(0xFF)));
        Assert.Equal("0.5", Float8E8M0.FromBits(0x7E).ToString());
    }
}
