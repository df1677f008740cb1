namespace TypedRtx.Signatures.Tests.Profiles;

public sealed class ProfileArithmeticTests
{
    private static readonly string[] Symbols = ["a", "b", "c", "batch_size"];

    [Theory]
    [InlineData("a + b", "0..12..24")]
    [InlineData("a - b", "0..6..16")]
    [InlineData("(a / 4) + b", "0..5..12")]
    [InlineData("a*b", "0..27..128")]
    [InlineData("3*a - a", "0..18..32")]
    [InlineData("((a + b) / 2)", "0..6..12")]
    [InlineData("a - 4*(a / 4)", null)]
    [InlineData("a*a - 4*a", null)]
    [InlineData("8 / (a + 1)", null)]
    [InlineData("unheard", null)]
    public void Range_of_a_dimension_follows_where_it_is_plain(string text, string? expected)
    {
        PlannedDimension dimension = Plan(text);
        SymbolRange[] ranges = [new("a", 0, 9, 16), new("b", 0, 3, 8), new("c", 0, 0, 0), new("batch_size", 1, 1, 1)];

        Assert.Equal(
            expected,
            ProfileArithmetic.RangeOf(dimension, ranges) is { } range ? ProfileText.Lengths(range.Min, range.Opt, range.Max) : null);
    }

    [Fact]
    public void Extremes_at_the_corners_are_those_of_every_point()
    {
        int seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"Seed {seed}.");
        Random random = new(seed);
        int compared = 0;
        for (int i = 0; i < 3000; i++)
        {
            PlannedDimension dimension = Plan(RandomExpression.Make(random, depth: 3).Text);
            SymbolRange[] ranges = [.. Symbols.Select(symbol => Range(symbol, random))];
            if (!dimension.IsKnown || !dimension.IsExtremeAtCorners || !ProfileArithmetic.TryCorners(dimension, ranges, out long min, out long max))
            {
                continue;
            }

            long[] values = [.. Points(ranges).Select(point => dimension.TryEvaluate(point, out long value) ? value : throw new InvalidOperationException(dimension.Text))];
            Assert.True(min == values.Min() && max == values.Max(), $"{dimension} over {string.Join(", ", ranges)}: {min}..{max}, {values.Min()}..{values.Max()}.");
            compared++;
        }

        Assert.True(compared > 500, $"{compared} compared.");
    }

    private static PlannedDimension Plan(string text)
    {
        string type = $"[{string.Join(", ", Symbols)}]";
        Dimension dimension = Dimension.FromDimParam(text);
        ModelSignature signature = ModelSignature.Parse(
            $"onnxsig 1\ninput \"x\" float32{type}\noutput \"y\" float32[{dimension}]\n");
        return ShapePlan.From(signature).Outputs[0]!.Dimensions[0];
    }

    private static SymbolRange Range(string symbol, Random random)
    {
        int min = random.Next(4);
        int max = min + random.Next(5);
        return new SymbolRange(symbol, min, max, max);
    }

    private static IEnumerable<int[]> Points(SymbolRange[] ranges) => ranges.Aggregate(
        (IEnumerable<int[]>)[[]],
        (points, range) => points.SelectMany(point => Enumerable.Range(range.Min, range.Max - range.Min + 1).Select(length => (int[])[.. point, length])));
}
