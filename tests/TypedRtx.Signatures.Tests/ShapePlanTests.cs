namespace TypedRtx.Signatures.Tests;

public sealed class ShapePlanTests
{
    [Fact]
    public void Symbols_stand_in_order_of_first_appearance_and_derived_ones_do_not() => Assert.Equal(
        ["batch", "past", "seq"],
        Names("input \"mask\" int64[batch, past + seq]", "input \"ids\" int64[batch, seq]", "output \"y\" float32[total]"));

    [Fact]
    public void Anonymous_axes_are_named_after_their_input_and_are_never_shared()
    {
        ShapePlan plan = Plan("input \"image\" float32[?, 3, ?]", "output \"y\" float32[?]");

        Assert.Equal(["image_axis0", "image_axis2"], plan.Symbols.Select(symbol => symbol.Name));
        Assert.All(plan.Symbols, symbol => Assert.True(symbol.IsAnonymous));
        Assert.Equal(3, plan.Inputs[0]!.Dimensions[1].Constant);
        Assert.False(plan.Outputs[0]!.Dimensions[0].IsKnown);
        Assert.Equal(5, plan.Inputs[0]!.Dimensions[2].Evaluate([4, 5]));
    }

    [Fact]
    public void Unknown_rank_and_other_types_have_no_shape()
    {
        ShapePlan plan = Plan("input \"a\" float32[..]", "input \"b\" seq(float32[n])", "output \"y\" float32[..]");

        Assert.Empty(plan.Symbols);
        Assert.Equal([null, null], plan.Inputs);
        Assert.Null(plan.Outputs[0]);
    }

    [Fact]
    public void Expression_that_nothing_decides_is_one_symbol_wherever_it_stands()
    {
        ShapePlan plan = Plan(
            "input \"a\" float32[(n / 2), m]", "input \"b\" float32[(n / 2)]", "output \"y\" float32[(n / 2), n, m]");

        Assert.Equal(["(n / 2)", "m"], plan.Symbols.Select(symbol => symbol.Name));
        Assert.Equal(0, plan.Inputs[1]!.Dimensions[0].Symbol);
        Assert.Equal([7, -1, 9], plan.Outputs[0]!.Dimensions.Select(dimension => dimension.Evaluate([7, 9])));
    }

    [Fact]
    public void Product_is_decided_by_the_factor_that_stands_alone()
    {
        ShapePlan plan = Plan("input \"a\" float32[heads*width]", "input \"b\" float32[heads]", "output \"y\" float32[width]");

        Assert.Equal(["heads", "width"], plan.Symbols.Select(symbol => symbol.Name));
        Assert.True(plan.Inputs[0]!.Dimensions[0].TrySolve([4, -1], 20, out int symbol, out long value));
        Assert.Equal((1, 5L), (symbol, value));
    }

    [Fact]
    public void Factor_of_zero_solves_nothing()
    {
        ShapePlan plan = Plan("input \"a\" float32[heads*width]", "input \"b\" float32[heads]");

        Assert.False(plan.Inputs[0]!.Dimensions[0].TrySolve([0, -1], 0, out _, out _));
    }

    [Fact]
    public void Square_is_one_symbol_of_its_own() =>
        Assert.Equal(["n*n"], Names("input \"a\" float32[n*n]"));

    [Fact]
    public void Relations_replace_symbols_inside_arithmetic_and_through_each_other()
    {
        ShapePlan plan = Plan(
            "input \"ids\" int64[seq]",
            "input \"past\" float32[past]",
            "input \"mask\" int64[total]",
            "output \"y\" float32[twice + 1]",
            "relation twice = 2*total",
            "relation total = past + seq");

        Assert.Equal(["seq", "past"], plan.Symbols.Select(symbol => symbol.Name));
        Assert.Equal(7, plan.Inputs[2]!.Dimensions[0].Evaluate([3, 4]));
        Assert.Equal(15, plan.Outputs[0]!.Dimensions[0].Evaluate([3, 4]));
    }

    [Fact]
    public void Relations_in_a_circle_are_left_aside() =>
        Assert.Equal(["a", "b"], Names("input \"x\" float32[a, b]", "relation a = b + 1", "relation b = a + 1"));

    [Fact]
    public void Relation_that_divides_by_zero_is_left_aside() =>
        Assert.Equal(["(n / a)", "n"], Names("input \"x\" float32[(n / a), n]", "relation a = 0"));

    [Fact]
    public void Relation_that_comes_out_negative_gives_no_length()
    {
        PlannedDimension dimension = Plan("input \"x\" float32[n]", "output \"y\" float32[a]", "relation a = -5")
            .Outputs[0]!.Dimensions[0];

        Assert.Equal((false, -1), (dimension.IsKnown, dimension.Evaluate([1])));
    }

    [Fact]
    public void Dimension_depends_on_the_symbols_inside_quotients_too()
    {
        PlannedDimension dimension = Plan("input \"x\" float32[a, b, c]", "output \"y\" float32[2*a + (b / 3)]")
            .Outputs[0]!.Dimensions[0];

        Assert.Equal([true, true, false], Enumerable.Range(0, 3).Select(dimension.DependsOn));
    }

    [Theory]
    [InlineData("9223372036854775807*a", new[] { 2 })]
    [InlineData("-9223372036854775807*a - 1*a", new[] { 1 })]
    [InlineData("a*a*a", new[] { int.MaxValue })]
    [InlineData("(7 / a)", new[] { 0 })]
    [InlineData("a - 5", new[] { 4 })]
    public void Length_that_cannot_be_is_minus_one(string text, int[] symbols) => Assert.Equal(
        -1, Plan("input \"x\" float32[a]", $"output \"y\" float32[{text}]").Outputs[0]!.Dimensions[0].Evaluate(symbols));

    [Theory]
    [InlineData("2*a", 7)]
    [InlineData("a + 9", 3)]
    [InlineData("9 - a", 12)]
    public void Length_that_no_whole_number_gives_solves_to_a_negative(string text, long length)
    {
        PlannedDimension dimension = Plan($"input \"x\" float32[{text}]").Inputs[0]!.Dimensions[0];

        Assert.True(dimension.TrySolve([-1], length, out int symbol, out long value));
        Assert.Equal(0, symbol);
        Assert.True(value < 0);
    }

    [Fact]
    public void Solving_gives_back_what_was_evaluated()
    {
        const int Seed = 20;
        Random random = new(Seed);
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {Seed}");
        for (int round = 0; round < 2000; round++)
        {
            string text = RandomLinear(random);
            ShapePlan plan = Plan($"input \"x\" float32[{text}]", "input \"y\" float32[b, c]", "output \"z\" float32[a]");
            PlannedDimension dimension = plan.Inputs[0]!.Dimensions[0];
            int[] values = new int[plan.Symbols.Count];
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = random.Next(0, 2000);
            }

            long length = dimension.Evaluate(values);
            int solved = plan.Symbols.ToList().FindIndex(symbol => symbol.Name == "a");
            int[] open = [.. values];
            open[solved] = -1;
            if (length < 0 || !dimension.TrySolve(open, length, out int found, out long value))
            {
                continue;
            }

            Assert.Equal((solved, (long)values[solved], text), (found, value, text));
        }
    }

    [Fact]
    public void Planned_arithmetic_agrees_with_the_expression()
    {
        const int Seed = 21;
        Random random = new(Seed);
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {Seed}");
        for (int round = 0; round < 2000; round++)
        {
            string text = RandomLinear(random) + $" - ((b + {random.Next(9)}) / (c + {random.Next(3)}))";
            PlannedDimension dimension = Plan("input \"x\" float32[a, b, c]", $"output \"y\" float32[{text}]").Outputs[0]!.Dimensions[0];
            int[] values = [random.Next(50), random.Next(50), random.Next(5)];
            long? expected = DimensionExpression.TryParse(text)!.Evaluate(name => values[name[0] - 'a']);

            Assert.Equal((expected is >= 0 ? expected.Value : -1, text), (dimension.Evaluate(values), text));
        }
    }

    // Linear in a, with b and c anywhere.
    private static string RandomLinear(Random random)
    {
        string slope = random.Next(3) switch { 0 => "", 1 => $"{random.Next(1, 9)}*", _ => $"{random.Next(1, 9)}*b*" };
        string rest = random.Next(4) switch { 0 => "", 1 => $" + {random.Next(100)}", 2 => " + b*c", _ => $" - {random.Next(1, 9)}*c" };
        return $"{slope}a{rest}";
    }

    [Fact]
    public void Inferred_lengths_stand_in_the_place_of_stated_ones_and_unknown_ones_do_not()
    {
        ShapePlan plan = Plan(
            "input \"x\" float32[n, m]",
            "output \"y\" float32[n, m]",
            "output \"z\" float32[..]",
            "inferred \"y\" [2*n, ?]",
            "inferred \"z\" [m]",
            "inferred \"none\" [n]");

        Assert.Equal([6, 5], plan.Outputs[0]!.Dimensions.Select(dimension => dimension.Evaluate([3, 5])));
        Assert.Equal([5], plan.Outputs[1]!.Dimensions.Select(dimension => dimension.Evaluate([3, 5])));
    }

    [Fact]
    public void Relation_may_derive_an_axis_without_a_name_and_stand_on_one()
    {
        ShapePlan plan = Plan(
            "input \"x\" float32[?]", "input \"y\" float32[?]", "input \"z\" float32[n]", "relation n = 2*y_axis0", "relation x_axis0 = y_axis0");

        Assert.Equal(["y_axis0"], plan.Symbols.Select(symbol => symbol.Name));
        Assert.Equal([4, 4, 8], plan.Inputs.Select(input => input!.Dimensions[0].Evaluate([4])));
    }

    [Fact]
    public void Symbol_is_looked_for_where_it_stands_alone()
    {
        PlannedSymbol past = Plan("input \"mask\" int64[past + seq]", "input \"ids\" int64[seq]", "input \"cache\" float32[2, past]").Symbols[0];

        Assert.Equal(("past", 2, 1), (past.Name, past.Input, past.Axis));
    }

    private static IEnumerable<string> Names(params string[] lines) => Plan(lines).Symbols.Select(symbol => symbol.Name);

    private static ShapePlan Plan(params string[] lines) =>
        ShapePlan.From(ModelSignature.Parse($"onnxsig 1\n{string.Join('\n', lines)}\n"));
}
