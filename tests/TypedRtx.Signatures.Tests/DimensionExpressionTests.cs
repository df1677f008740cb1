namespace TypedRtx.Signatures.Tests;

public sealed class DimensionExpressionTests
{
    private const int Seed = 20_170;

    [Theory]
    [InlineData("a + b", "b + a")]
    [InlineData("a*b", "b * a")]
    [InlineData("(a + b)*(a - b)", "a*a - b*b")]
    [InlineData("2*(a + 1)/2", "a + 1")]
    [InlineData("a - a", "0")]
    [InlineData("a//2", "floor(a / 2)")]
    [InlineData("--a", "a")]
    [InlineData("-7/2", "-4")]
    [InlineData("((a))", "a")]
    public void Expression_written_two_ways_is_one_value(string left, string right)
    {
        DimensionExpression first = DimensionExpression.TryParse(left)!;
        DimensionExpression second = DimensionExpression.TryParse(right)!;

        Assert.Equal(first, second);
        Assert.Equal(first.GetHashCode(), second.GetHashCode());
        Assert.Equal(first.ToString(), second.ToString());
    }

    [Theory]
    [InlineData("past_sequence_length+sequence_length", "past_sequence_length + sequence_length")]
    [InlineData("4*height", "4*height")]
    [InlineData("height*4 - 3", "4*height - 3")]
    [InlineData("3 - height", "-height + 3")]
    [InlineData("(height - 1)//2 + 1", "((height + 1) / 2)")]
    [InlineData("a/b/c", "((a / b) / c)")]
    [InlineData("a/(b*c)", "(a / (b*c))")]
    [InlineData("\"odd name\"*2", "2*\"odd name\"")]
    public void Expression_is_written_in_normal_form(string text, string expected) =>
        Assert.Equal(expected, DimensionExpression.TryParse(text)!.ToString());

    [Theory]
    [InlineData("")]
    [InlineData("a +")]
    [InlineData("a b")]
    [InlineData("3d")]
    [InlineData("x.1")]
    [InlineData("(a")]
    [InlineData("a)")]
    [InlineData("ceil(a)")]
    [InlineData("a % 2")]
    [InlineData("a / 0")]
    [InlineData("a / (b - b)")]
    [InlineData("9223372036854775808")]
    [InlineData("9223372036854775807*2")]
    [InlineData("\"open")]
    public void Text_that_is_not_arithmetic_is_refused(string text) => Assert.Null(DimensionExpression.TryParse(text));

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    [InlineData(-1)]
    [InlineData(0)]
    public void Constant_and_coefficient_survive_their_text(long value)
    {
        DimensionExpression constant = DimensionExpression.Constant(value);
        DimensionExpression product = constant * DimensionExpression.Symbol("b");
        DimensionExpression sum = DimensionExpression.Symbol("a") + product + constant;

        Assert.Equal(constant, DimensionExpression.TryParse(constant.ToString()));
        Assert.Equal(product, DimensionExpression.TryParse(product.ToString()));
        Assert.Equal(sum, DimensionExpression.TryParse(sum.ToString()));
        Assert.Equal(value, constant.ConstantValue);
    }

    [Fact]
    public void Random_expression_has_the_value_of_its_text_and_survives_it()
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {Seed}");
        Random random = new(Seed);
        int compared = 0;
        for (int i = 0; i < 3_000; i++)
        {
            RandomExpression expected = RandomExpression.Make(random, depth: 4);
            if (DimensionExpression.TryParse(expected.Text) is not { } expression)
            {
                continue;
            }

            Assert.Equal(expression, DimensionExpression.TryParse(expression.ToString()));
            for (int j = 0; j < 8; j++)
            {
                Dictionary<string, long> values = new()
                {
                    ["a"] = random.Next(-9, 10),
                    ["b"] = random.Next(-9, 10),
                    ["c"] = random.Next(-9, 10),
                    ["batch_size"] = random.Next(0, 10),
                };
                // Terms with a division by zero may cancel, so only defined values compare.
                if (expected.Value(values) is { } value)
                {
                    Assert.True(
                        expression.Evaluate(symbol => values[symbol]) == value,
                        $"{expected.Text} became {expression} with {string.Join(", ", values)}");
                    compared++;
                }
            }
        }

        Assert.True(compared > 10_000, $"only {compared} values compared");
    }

    [Theory]
    [InlineData(7, 2, 3)]
    [InlineData(-7, 2, -4)]
    [InlineData(7, -2, -4)]
    [InlineData(-7, -2, 3)]
    [InlineData(6, -2, -3)]
    public void Quotient_is_rounded_towards_negative_infinity(long dividend, long divisor, long expected)
    {
        DimensionExpression quotient = DimensionExpression.Symbol("a") / DimensionExpression.Symbol("b");

        Assert.Equal(expected, quotient.Evaluate(symbol => symbol == "a" ? dividend : divisor));
        Assert.Equal(
            expected,
            (DimensionExpression.Constant(dividend) / DimensionExpression.Constant(divisor)).ConstantValue);
    }

    [Fact]
    public void Value_is_null_when_unknown_overflowing_or_divided_by_zero()
    {
        DimensionExpression product = DimensionExpression.TryParse("a*b")!;
        DimensionExpression quotient = DimensionExpression.TryParse("a/b")!;

        Assert.Null(product.Evaluate(_ => null));
        Assert.Null(product.Evaluate(_ => long.MaxValue));
        Assert.Null(quotient.Evaluate(symbol => symbol == "a" ? 1 : 0));
        Assert.Null(quotient.Evaluate(symbol => symbol == "a" ? long.MinValue : -1));
    }

    [Fact]
    public void Division_by_the_constant_zero_throws() =>
        Assert.Throws<DivideByZeroException>(() => DimensionExpression.Symbol("a") / DimensionExpression.Constant(0));

    [Fact]
    public void Expression_that_grows_without_bound_is_refused()
    {
        string sum = "(" + string.Join("+", Enumerable.Range(0, 9).Select(i => $"s{i}")) + ")";

        Assert.Null(DimensionExpression.TryParse(string.Join("*", Enumerable.Repeat(sum, 9))));
        Assert.Null(DimensionExpression.TryParse(string.Join("/", Enumerable.Repeat("a", 200))));
        Assert.Null(DimensionExpression.TryParse(new string('(', 5_000) + "a" + new string(')', 5_000)));
        Assert.Null(DimensionExpression.TryParse(new string('-', 5_000) + "a"));
    }

    [Fact]
    public void Deepest_accepted_division_survives_its_text()
    {
        DimensionExpression expression = DimensionExpression.Symbol("a");
        for (int i = 0; i < DimensionBounds.Depth; i++)
        {
            expression = DimensionExpression.Constant(-1) * (expression / DimensionExpression.Symbol("b"));
        }

        Assert.Equal(expression, DimensionExpression.TryParse(expression.ToString()));
        Assert.Throws<OverflowException>(() => expression / DimensionExpression.Symbol("b"));
    }

    [Theory]
    [InlineData("past + new", "new + p")]
    [InlineData("(past + 1)/2", "((p + 1) / 2)")]
    [InlineData("2*past - p", "p")]
    [InlineData("1/(past - p)", null)]
    public void Rename_puts_the_result_in_normal_form(string text, string? expected) => Assert.Equal(
        expected,
        DimensionExpression.TryParse(text)!.Rename(symbol => symbol == "past" ? "p" : symbol)?.ToString());

    [Fact]
    public void Symbols_are_listed_once_in_ordinal_order()
    {
        DimensionExpression expression = DimensionExpression.TryParse("b*a + (c + a)/B")!;

        Assert.Equal(["B", "a", "b", "c"], expression.Symbols);
        Assert.Null(expression.SymbolName);
        Assert.Equal("odd name", DimensionExpression.Symbol("odd name").SymbolName);
    }
}
