using System.Globalization;
using System.Numerics;

namespace TypedRtx.Core.Tests.Tensors;

/// <summary>The 8-bit floats against their definition in bits, for every byte and around every tie.</summary>
public sealed class Float8Tests
{
    private static readonly Dictionary<string, Float8Case> Cases = new Float8Case[]
    {
        new("E4M3FN", 3, 7, 448, bits => (bits & 0x7F) == 0x7F, bits => (float)Float8E4M3FN.FromBits(bits), (value, saturate) => Float8E4M3FN.FromSingle(value, saturate).ToBits()),
        new("E4M3FNUZ", 3, 8, 240, bits => bits == 0x80, bits => (float)Float8E4M3FNUZ.FromBits(bits), (value, saturate) => Float8E4M3FNUZ.FromSingle(value, saturate).ToBits()),
        new("E5M2", 2, 15, 57344, bits => (bits & 0x7F) > 0x7C, bits => (float)Float8E5M2.FromBits(bits), (value, saturate) => Float8E5M2.FromSingle(value, saturate).ToBits()),
        new("E5M2FNUZ", 2, 16, 57344, bits => bits == 0x80, bits => (float)Float8E5M2FNUZ.FromBits(bits), (value, saturate) => Float8E5M2FNUZ.FromSingle(value, saturate).ToBits()),
    }.ToDictionary(test => test.Name, StringComparer.Ordinal);

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_byte_is_the_number_that_its_bits_say(string name)
    {
        Float8Case format = Cases[name];
        for (int bits = 0; bits <= byte.MaxValue; bits++)
        {
            Assert.Equal(format.ValueOf((byte)bits), format.ToSingle((byte)bits));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_byte_survives_the_way_through_float(string name)
    {
        Float8Case format = Cases[name];
        for (int bits = 0; bits <= byte.MaxValue; bits++)
        {
            byte back = format.FromSingle(format.ToSingle((byte)bits), false);
            Assert.True(back == bits || (format.IsNaN((byte)bits) && format.IsNaN(back)), $"0x{bits:X2} became 0x{back:X2}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Rounding_is_to_the_nearest_and_to_even_on_ties(string name)
    {
        Float8Case format = Cases[name];
        byte[] finite = [.. Enumerable.Range(0, 0x80).Select(bits => (byte)bits).Where(bits => float.IsFinite((float)format.ValueOf(bits)))];
        Assert.Equal(format.Max, format.ValueOf(finite[^1]));
        for (int i = 0; i + 1 < finite.Length; i++)
        {
            float low = (float)format.ValueOf(finite[i]);
            float high = (float)format.ValueOf(finite[i + 1]);
            float tie = low + ((high - low) / 2);
            byte even = (finite[i] & 1) == 0 ? finite[i] : finite[i + 1];
            foreach (float sign in (float[])[1, -1])
            {
                AssertBits(format, finite[i], sign * MathF.BitIncrement(low), sign);
                AssertBits(format, finite[i], sign * MathF.BitDecrement(tie), sign);
                AssertBits(format, even, sign * tie, sign);
                AssertBits(format, finite[i + 1], sign * MathF.BitIncrement(tie), sign);
                AssertBits(format, finite[i + 1], sign * MathF.BitDecrement(high), sign);
            }
        }
    }

    [Theory]
    [InlineData("E4M3FN", 0x7E, 0x7E, 0x7F, 0x7F)]
    [InlineData("E4M3FNUZ", 0x7F, 0x80, 0x80, 0x80)]
    [InlineData("E5M2", 0x7B, 0x7B, 0x7C, 0x7C)]
    [InlineData("E5M2FNUZ", 0x7F, 0x80, 0x80, 0x80)]
    public void Out_of_range_is_what_Cast_says(string name, byte largeSaturated, byte infiniteSaturated, byte large, byte infinite)
    {
        Float8Case format = Cases[name];

        // One step behind the largest number, where rounding decides; ties go up, except where the largest one is even.
        float step = format.Max - (float)format.ValueOf((byte)(largeSaturated - 1));
        float tie = format.Max + (step / 2);
        float beyond = (largeSaturated & 1) == 0 ? MathF.BitIncrement(tie) : tie;
        Assert.Equal(largeSaturated, format.FromSingle(MathF.BitDecrement(beyond), false));
        foreach (byte sign in (byte[])[0, 0x80])
        {
            float one = sign == 0 ? 1 : -1;
            Assert.Equal(largeSaturated | sign, format.FromSingle(one * beyond, true));
            Assert.Equal(largeSaturated | sign, format.FromSingle(one * float.MaxValue, true));
            Assert.Equal(infiniteSaturated | sign, format.FromSingle(one * float.PositiveInfinity, true));
            Assert.Equal(large | sign, format.FromSingle(one * beyond, false));
            Assert.Equal(large | sign, format.FromSingle(one * float.MaxValue, false));
            Assert.Equal(infinite | sign, format.FromSingle(one * float.PositiveInfinity, false));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Zeros_and_NaN_keep_their_sign_where_there_is_one(string name)
    {
        Float8Case format = Cases[name];
        bool hasNegativeZero = !format.IsNaN(0x80);
        foreach (bool saturate in (bool[])[false, true])
        {
            Assert.Equal(0, format.FromSingle(0, saturate));
            Assert.Equal(hasNegativeZero ? 0x80 : 0, format.FromSingle(-0f, saturate));
            Assert.Equal(hasNegativeZero ? 0x80 : 0, format.FromSingle(-float.Epsilon, saturate));
            Assert.Equal(0, format.FromSingle(float.Epsilon, saturate));
            Assert.True(format.IsNaN(format.FromSingle(float.NaN, saturate)));
            Assert.True(format.IsNaN(format.FromSingle(-float.NaN, saturate)));
        }
    }

    [Fact]
    public void Doubles_are_rounded_once()
    {
        // Just above the tie of 1 and 1.125, and so near that a float is the tie.
        double aboveTie = Math.BitIncrement(1.0625);

        Assert.Equal(1.125f, (float)(Float8E4M3FN)aboveTie);
        Assert.Equal(1f, (float)(Float8E4M3FN)1.0625);
        Assert.Equal(-1.125, (double)(Float8E4M3FNUZ)(-aboveTie));
        Assert.Equal(1.25, (double)(Float8E5M2)Math.BitIncrement(1.125));
        Assert.Equal(1.25, (double)(Float8E5M2FNUZ)Math.BitIncrement(1.125));
    }

    [Fact]
    public void Constants_are_what_they_are_called()
    {
        AssertConstants(Float8E4M3FN.One, Float8E4M3FN.MaxValue, Float8E4M3FN.MinValue, Float8E4M3FN.NaN, Float8E4M3FN.Epsilon, value => (float)value, 448, -9);
        AssertConstants(Float8E4M3FNUZ.One, Float8E4M3FNUZ.MaxValue, Float8E4M3FNUZ.MinValue, Float8E4M3FNUZ.NaN, Float8E4M3FNUZ.Epsilon, value => (float)value, 240, -10);
        AssertConstants(Float8E5M2.One, Float8E5M2.MaxValue, Float8E5M2.MinValue, Float8E5M2.NaN, Float8E5M2.Epsilon, value => (float)value, 57344, -16);
        AssertConstants(Float8E5M2FNUZ.One, Float8E5M2FNUZ.MaxValue, Float8E5M2FNUZ.MinValue, Float8E5M2FNUZ.NaN, Float8E5M2FNUZ.Epsilon, value => (float)value, 57344, -17);
        Assert.Equal(float.PositiveInfinity, (float)Float8E5M2.PositiveInfinity);
        Assert.Equal(float.NegativeInfinity, (float)Float8E5M2.NegativeInfinity);
        Assert.True(Float8E5M2.IsInfinity(Float8E5M2.NegativeInfinity) && !Float8E5M2.IsFinite(Float8E5M2.PositiveInfinity));
    }

    [Fact]
    public void Comparisons_are_those_of_float()
    {
        for (int left = 0; left <= byte.MaxValue; left++)
        {
            for (int right = 0; right <= byte.MaxValue; right += 7)
            {
                (Float8E5M2 a, Float8E5M2 b) = (Float8E5M2.FromBits((byte)left), Float8E5M2.FromBits((byte)right));
                (float x, float y) = ((float)a, (float)b);
                Assert.Equal([x == y, x != y, x < y, x > y, x <= y, x >= y], (bool[])[a == b, a != b, a < b, a > b, a <= b, a >= b]);
                Assert.Equal((x.Equals(y), x.CompareTo(y)), (a.Equals(b), a.CompareTo(b)));
                Assert.True(!a.Equals(b) || a.GetHashCode() == b.GetHashCode());
            }
        }
    }

    [Fact]
    public void Text_is_that_of_float_in_any_culture()
    {
        Assert.Equal("0.4375", Float8E4M3FN.FromSingle(0.4375f).ToString());
        Assert.Equal("0,44", Float8E5M2.FromSingle(0.4375f).ToString("F2", new NumberFormatInfo { NumberDecimalSeparator = "," }));
        Assert.Equal("NaN -448", $"{Float8E4M3FNUZ.NaN} {Float8E4M3FN.MinValue}");
    }

    [Fact]
    public void Comparing_to_another_type_says_which()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => Float8E4M3FN.One.CompareTo("1"));

        Assert.Contains("System.String", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, Float8E4M3FN.One.CompareTo(null));
    }

    private static void AssertBits(Float8Case format, byte magnitude, float value, float sign)
    {
        bool isNegative = sign < 0 && !(magnitude == 0 && format.IsNaN(0x80));
        byte expected = (byte)(isNegative ? magnitude | 0x80 : magnitude);
        Assert.Equal((value, expected), (value, format.FromSingle(value, true)));
        Assert.Equal((value, expected), (value, format.FromSingle(value, false)));
    }

    private static void AssertConstants<T>(T one, T max, T min, T nan, T epsilon, Func<T, float> toSingle, float expectedMax, int epsilonExponent)
        where T : IMinMaxValue<T>
    {
        Assert.Equal(1, toSingle(one));
        Assert.Equal(expectedMax, toSingle(max));
        Assert.Equal(-expectedMax, toSingle(min));
        Assert.Equal(max, T.MaxValue);
        Assert.True(float.IsNaN(toSingle(nan)));
        Assert.Equal(Math.ScaleB(1, epsilonExponent), toSingle(epsilon));
    }
}
