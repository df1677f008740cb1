namespace TypedRtx.Signatures.Tests;

public sealed class DimensionQuotientTests
{
    private const int Seed = 4_711;

    [Theory]
    [InlineData("(h - 1)/2 + 1", "(h + 1)/2")]
    [InlineData("((h + 1)/2 + 1)/2", "(h + 3)/4")]
    [InlineData("(2*h + 1)/2", "h")]
    [InlineData("(4*h + 6)/8", "(2*h + 3)/4")]
    [InlineData("(2*h + w + 2)/2", "h + 1 + w/2")]
    [InlineData("(6*h + 4)/4", "(3*h + 2)/2")]
    public void Quotient_written_two_ways_is_one_value(string left, string right) =>
        Assert.Equal(DimensionExpression.TryParse(right), DimensionExpression.TryParse(left));

    [Fact]
    public void Normal_form_keeps_the_value()
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {Seed}");
        Random random = new(Seed);
        for (int i = 0; i < 5_000; i++)
        {
            long[] c = [.. Enumerable.Range(0, 5).Select(_ => (long)random.Next(-9, 10))];
            long inner = random.Next(1, 9);
            long outer = random.Next(1, 9);
            DimensionExpression expression = DimensionExpression.TryParse(
                $"(({c[0]}*a + {c[1]}*b + {c[2]})/{inner} + {c[3]}*a + {c[4]})/{outer}")!;
            long a = random.Next(-20, 20);
            long b = random.Next(-20, 20);
            long first = DimensionAlgebra.FloorDivide((c[0] * a) + (c[1] * b) + c[2], inner);
            long expected = DimensionAlgebra.FloorDivide(first + (c[3] * a) + c[4], outer);

            Assert.Equal(expected, expression.Evaluate(symbol => symbol == "a" ? a : b));
        }
    }
}
