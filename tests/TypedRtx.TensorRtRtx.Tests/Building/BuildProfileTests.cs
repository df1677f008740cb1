using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.TensorRtRtx.Tests;

/// <summary>Profiles that fit a model and profiles that do not.</summary>
public sealed class BuildProfileTests
{
    [Fact]
    public void Symbol_without_a_range_is_named()
    {
        EngineBuildException refusal = RealLibrary.Refusal(RealLibrary.Request(BuildModels.Sum(), "p=2..4..8"));

        Assert.Contains("'q' has no range", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Range_of_an_unknown_symbol_is_named()
    {
        EngineBuildException refusal = RealLibrary.Refusal(RealLibrary.Request(BuildModels.Sum(), "p=2..4..8", "q=2..4..8", "z=1..2"));

        Assert.Contains("'z' is no free symbol of the model", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Range_of_an_unknown_symbol_is_named_where_no_length_is_open()
    {
        OnnxModelBuilder model = new OnnxModelBuilder().Input("x", ElementType.Float32, 4).Output("y", ElementType.Float32, 4).Node("Neg", ["x"], ["y"]);

        EngineBuildException refusal = RealLibrary.Refusal(RealLibrary.Request(model, "z=1..2"));

        Assert.Contains("'z' is no free symbol of the model", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Symbols_without_a_profile_are_listed_with_an_example()
    {
        EngineBuildException refusal = RealLibrary.Refusal(RealLibrary.Request(BuildModels.Sum()));

        Assert.Contains("'p', 'q'", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("\"p=1..1..16, q=1..1..16\"", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Order_of_ranges_does_not_matter() =>
        Assert.NotEmpty(RealLibrary.Build(RealLibrary.Request(BuildModels.Sum(), "q=2..4..8", "p=2..4..8")));

    [Theory]
    [InlineData("n=0")]
    [InlineData("n=0..1..4")]
    public void Lengths_of_zero_build(string range) =>
        Assert.NotEmpty(RealLibrary.Build(RealLibrary.Request(BuildModels.Negation(), range)));

    [Fact]
    public void Model_without_symbols_builds_without_a_profile() => Assert.NotEmpty(RealLibrary.Build(RealLibrary.Request(
        new OnnxModelBuilder().Input("x", ElementType.Float32, 4).Output("y", ElementType.Float32, 4).Node("Neg", ["x"], ["y"]))));

    [Fact]
    public void Scalar_inputs_build() => Assert.NotEmpty(RealLibrary.Build(RealLibrary.Request(
        new OnnxModelBuilder()
            .Input("factor", ElementType.Float32)
            .Input("x", ElementType.Float32, "n")
            .Output("y", ElementType.Float32, "n")
            .Node("Mul", ["factor", "x"], ["y"]),
        "n=1..4")));

    [Fact]
    public void Input_that_nothing_uses_keeps_its_symbol() => Assert.NotEmpty(RealLibrary.Build(RealLibrary.Request(
        BuildModels.Negation().Input("unused", ElementType.Float32, "m", 3), "n=1..4", "m=1..2")));

    [Fact]
    public void Axis_that_is_not_named_takes_a_range_by_the_name_that_it_is_given()
    {
        OnnxModelBuilder model = new OnnxModelBuilder()
            .Input("x", ElementType.Float32, OnnxDimension.Unknown, 3).Output("y", ElementType.Float32, OnnxDimension.Unknown, 3).Node("Neg", ["x"], ["y"]);

        Assert.NotEmpty(RealLibrary.Build(RealLibrary.Request(model, "x_axis0=1..4")));
    }

    [Fact]
    public void Input_without_a_rank_is_refused()
    {
        OnnxModelBuilder model = new OnnxModelBuilder()
            .Input("x", OnnxTypes.TensorOfUnknownRank(ElementType.Float32))
            .Output("y", OnnxTypes.TensorOfUnknownRank(ElementType.Float32))
            .Node("Neg", ["x"], ["y"]);

        Assert.Contains("input 'x' has no rank", RealLibrary.Refusal(RealLibrary.Request(model)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Model_without_inputs_builds() => Assert.NotEmpty(RealLibrary.Build(RealLibrary.Request(
        new OnnxModelBuilder().Initializer("w", [1f, 2f], 2).Output("y", ElementType.Float32, 2).Node("Neg", ["w"], ["y"]))));
}
