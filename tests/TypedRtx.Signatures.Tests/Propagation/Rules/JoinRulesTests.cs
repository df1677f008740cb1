using TypedRtx.TestKit;

namespace TypedRtx.Signatures.Tests.Propagation.Rules;

public sealed class JoinRulesTests
{
    [Theory]
    [InlineData("b, m", "b, n", 1, "[b, m + n]")]
    [InlineData("b, m", "b, m", -1, "[b, 2*m]")]
    [InlineData("2, m", "2, 3", 1, "[2, m + 3]")]
    public void Concat_adds_the_lengths_of_one_axis(string left, string right, long axis, string expected) => Assert.Equal(
        expected,
        Followed.Shape(new OnnxModelBuilder()
            .Input("l", ElementType.Float32, Followed.Dimensions(left))
            .Input("r", ElementType.Float32, Followed.Dimensions(right))
            .Node("Concat", ["l", "r"], ["y"], OnnxAttributes.Int("axis", axis))));

    [Fact]
    public void Concat_demands_that_the_other_axes_are_equal()
    {
        ModelSignature signature = Followed.Read(new OnnxModelBuilder()
            .Input("l", ElementType.Float32, "b", 3)
            .Input("r", ElementType.Float32, "c", 4)
            .Node("Concat", ["l", "r"], ["y"], OnnxAttributes.Int("axis", 1))
            .Output("y", ElementType.Float32, "b", 7));

        Assert.Equal(["c = b"], signature.Relations.Select(relation => $"{relation.Symbol} = {relation.Value}"));
        Assert.Empty(signature.Inferred);
    }

    [Theory]
    [InlineData(11, 2, "[b, 3]")]
    [InlineData(13, 2, "[b, 3]")]
    [InlineData(18, 2, "[b, 3]")]
    [InlineData(18, 4, "[b, 2]")]
    public void Split_into_equal_parts(long opset, int parts, string expected) => Assert.Equal(
        expected,
        Followed.Shape(new OnnxModelBuilder(opset: opset)
            .Input("x", ElementType.Float32, "b", 6)
            .Node(
                "Split",
                ["x"],
                ["y", .. Enumerable.Range(1, parts - 1).Select(i => $"p{i}")],
                opset < 18 ? [OnnxAttributes.Int("axis", 1)] : [OnnxAttributes.Int("axis", 1), OnnxAttributes.Int("num_outputs", parts)])));

    [Fact]
    public void Split_into_stated_parts()
    {
        Assert.Equal("[b, 4]", Followed.Shape(new OnnxModelBuilder(opset: 13)
            .Input("x", ElementType.Float32, "b", 6)
            .Initializer("parts", [2L, 4L], 2)
            .Node("Split", ["x", "parts"], ["p", "y"], OnnxAttributes.Int("axis", 1))));
        Assert.Equal("[b, 4]", Followed.Shape(new OnnxModelBuilder(opset: 11)
            .Input("x", ElementType.Float32, "b", 6)
            .Node("Split", ["x"], ["p", "y"], OnnxAttributes.Int("axis", 1), OnnxAttributes.Ints("split", 2, 4))));
    }

    [Theory]
    [InlineData("b, 1", new long[] { 1, 5 }, "[b, 5]")]
    [InlineData("1, 5", new long[] { 3, 1, 1 }, "[3, 1, 5]")]
    [InlineData("b", new long[] { 4 }, "[4]")]
    public void Expand_broadcasts_to_a_shape(string shape, long[] sizes, string expected) =>
        Assert.Equal(expected, Followed.Shape(shape, "Expand", [sizes], 13));

    [Fact]
    public void Tile_multiplies() => Assert.Equal("[2*b, 9]", Followed.Shape("b, 3", "Tile", [[2, 3]], 13));

    [Fact]
    public void Pad_adds_on_both_sides()
    {
        Assert.Equal("[b, n + 3]", Followed.Shape("b, n", "Pad", [[0, 1, 0, 2]], 13));
        Assert.Equal("[b, n - 1]", Followed.Shape("b, n", "Pad", [[-2, 1], null, [1]], 18));
        Assert.Equal("[b, n + 3]", Followed.Shape("b, n", "Pad", [], 2, OnnxAttributes.Ints("pads", 0, 1, 0, 2)));
    }
}
