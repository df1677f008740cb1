using TypedRtx.Signatures;

namespace TypedRtx.Tests.Profiles;

public sealed class OptimizationProfileTests
{
    private static readonly OptimizationProfile Chat = new("chat", new SymbolRange("batch", 1, 1, 4), new SymbolRange("sequence", 1, 64, 512));
    private static readonly OptimizationProfile Single = new("single", new SymbolRange("batch", 1, 1, 1), new SymbolRange("sequence", 1, 64, 512));
    private static readonly OptimizationProfile Twin = new("twin", new SymbolRange("batch", 1, 1, 1), new SymbolRange("sequence", 2, 64, 513));

    [Theory]
    [InlineData(1, 1, true)]
    [InlineData(4, 512, true)]
    [InlineData(0, 1, false)]
    [InlineData(5, 1, false)]
    [InlineData(1, 513, false)]
    public void Lengths_lie_in_all_ranges_or_outside(int batch, int sequence, bool expected) =>
        Assert.Equal(expected, Chat.Contains(batch, sequence));

    [Fact]
    public void Tightest_profile_is_chosen_and_the_first_of_equals()
    {
        Assert.Same(Single, OptimizationProfile.Choose([Chat, Single, Twin], [1, 64]));
        Assert.Same(Twin, OptimizationProfile.Choose([Chat, Twin, Single], [1, 64]));
        Assert.Same(Chat, OptimizationProfile.Choose([Single, Chat], [2, 64]));
        Assert.Null(OptimizationProfile.Choose([Single, Chat], [2, 600]));
    }

    [Fact]
    public void Text_is_that_of_item_metadata() =>
        Assert.Equal("chat: batch=1..1..4, sequence=1..64..512", Chat.ToString());

    [Fact]
    public void Mistakes_are_named()
    {
        Assert.StartsWith(
            "Profile 'p': the min of n is 3, above its max 2.",
            Assert.Throws<ArgumentException>(() => new OptimizationProfile("p", new SymbolRange("n", 3, 2, 2))).Message,
            StringComparison.Ordinal);
        Assert.StartsWith(
            "Profile 'p': n has two ranges.",
            Assert.Throws<ArgumentException>(() => new OptimizationProfile("p", SymbolRange.Parse("n=1"), SymbolRange.Parse("n=2"))).Message,
            StringComparison.Ordinal);
        Assert.StartsWith(
            "Profile 'chat' has 2 symbols, and 1 lengths were given.",
            Assert.Throws<ArgumentException>(() => Chat.Contains(1)).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new OptimizationProfile(" "));
    }

    [Fact]
    public void Derived_dimensions_follow()
    {
        ShapePlan plan = ShapePlan.From(ModelSignature.Parse("""
            onnxsig 1
            input "ids" int64[batch, sequence]
            input "mask" int64[batch, total]
            input "past" float32[batch, past, 64]
            output "y" float32[batch, total]
            relation total = past + sequence

            """));
        OptimizationProfile profile = DerivedProfile.For(plan, [1, 64, 0]);

        Assert.Equal("derived: batch=1..1..8, sequence=1..64..512, past=0..0..512", profile.ToString());
        Assert.Equal(new SymbolRange("past + sequence", 1, 64, 1024), profile.RangeOf(plan.Inputs[1]!.Dimensions[1]));
        Assert.Equal(new SymbolRange("64", 64, 64, 64), profile.RangeOf(plan.Inputs[2]!.Dimensions[2]));
    }
}
