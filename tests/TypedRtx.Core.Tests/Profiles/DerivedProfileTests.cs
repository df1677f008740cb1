using TypedRtx.Signatures;

namespace TypedRtx.Tests.Profiles;

public sealed class DerivedProfileTests
{
    [Theory]
    [InlineData(1, "n=1..1..8")]
    [InlineData(3, "n=1..3..16")]
    [InlineData(64, "n=1..64..512")]
    [InlineData(100, "n=1..100..512")]
    [InlineData(0, "n=0..0..1")]
    [InlineData(int.MaxValue, "n=1..2147483647")]
    public void Max_is_the_power_of_two_above_four_times_what_is_seen(int length, string expected) =>
        Assert.Equal("derived: " + expected, DerivedProfile.For(Plan("input \"x\" float32[n]", "output \"y\" float32[n]"), [length]).ToString());

    [Theory]
    [InlineData(64, 0, "sequence=1..64..512, past_length=0..0..512")]
    [InlineData(1, 64, "sequence=1..1..8, past_length=0..64..512")]
    public void Past_may_be_empty_and_grows_as_far_as_the_others(int sequence, int past, string expected) => Assert.Equal(
        "derived: " + expected,
        DerivedProfile.For(Plan("input \"x\" float32[sequence, past_length]", "output \"y\" float32[sequence]"), [sequence, past]).ToString());

    [Fact]
    public void Caller_says_which_symbols_may_be_empty() => Assert.Equal(
        "derived: past=1..4..32, n=0..4..32",
        DerivedProfile.For(
            Plan("input \"x\" float32[past, n]", "output \"y\" float32[n]"), [4, 4], symbol => symbol.Name == "n").ToString());

    [Theory]
    [InlineData("n - 3", "n=8..8..64, m=1..2..16")]
    [InlineData("n - m", "n=1..8, m=1..2..16")]
    [InlineData("8 / m", "n=1..8..64, m=1..2..16")]
    public void Bound_without_a_length_moves_to_what_is_seen(string output, string expected)
    {
        ShapePlan plan = Plan("input \"x\" float32[n, m]", $"output \"y\" float32[{output}]");
        OptimizationProfile profile = DerivedProfile.For(plan, [8, 2]);

        Assert.All(
            (Func<SymbolRange, int>[])[range => range.Min, range => range.Opt, range => range.Max],
            point => Assert.True(plan.Outputs[0]!.Dimensions[0].Evaluate([.. profile.Ranges.Select(point)]) >= 0));
        if (output != "n - m")
        {
            Assert.Equal("derived: " + expected, profile.ToString());
        }
    }

    [Fact]
    public void Symbol_that_no_input_of_the_run_has_counts_as_one() => Assert.Equal(
        "derived: n=1..4..32, m=1..1..8",
        DerivedProfile.For(Plan("input \"x\" float32[n]", "input \"y\" float32[m] optional"), [4, -1]).ToString());

    [Fact]
    public void Wrong_number_of_lengths_is_an_error() =>
        Assert.Throws<ArgumentException>(() => DerivedProfile.For(Plan("input \"x\" float32[n]"), [1, 2]));

    [Fact]
    public void Widened_profile_holds_both_and_counts_what_was_seen_last_most()
    {
        ShapePlan plan = Plan("input \"x\" float32[n, m, past]", "output \"y\" float32[n]");
        OptimizationProfile first = DerivedProfile.Widen(plan, null, [1, 100, 0]);
        Assert.Equal("derived: n=1..1..8, m=1..100..512, past=0..0..512", first.ToString());

        OptimizationProfile wider = DerivedProfile.Widen(plan, first, [20, 3, -1]);
        Assert.Equal("derived: n=1..20..128, m=1..3..512, past=0..0..512", wider.ToString());
        Assert.True(wider.Contains(1, 100, 0) && wider.Contains(20, 3, 512));
    }

    [Fact]
    public void Widened_profile_has_lengths_at_its_corners()
    {
        ShapePlan plan = Plan("input \"x\" float32[n]", "output \"y\" float32[n - 3]");
        OptimizationProfile wider = DerivedProfile.Widen(plan, DerivedProfile.For(plan, [8]), [4]);

        Assert.Equal("derived: n=4..4..64", wider.ToString());
        Assert.Equal("derived: n=4..100..512", DerivedProfile.Widen(plan, wider, [100]).ToString());
    }

    private static ShapePlan Plan(params string[] lines) =>
        ShapePlan.From(ModelSignature.Parse($"onnxsig 1\n{string.Join('\n', lines)}\n"));
}
