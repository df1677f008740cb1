using TypedRtx.TestKit;

namespace TypedRtx.Signatures.Tests.Propagation.Rules;

public sealed class GatherRulesTests
{
    [Theory]
    [InlineData("v, d", "b, s", 0, "[b, s, d]")]
    [InlineData("a, v, d", "n", 1, "[a, n, d]")]
    [InlineData("a, v", "", -1, "[a]")]
    public void Gather_puts_the_indices_in_the_place_of_an_axis(string data, string indices, long axis, string expected) =>
        Assert.Equal(expected, Followed.Shape(Picking("Gather", data, indices, OnnxAttributes.Int("axis", axis))));

    [Theory]
    [InlineData("a, b, c", "n, 2", 0, "[n, c]")]
    [InlineData("a, b, c", "a, n, 1", 1, "[a, n, c]")]
    [InlineData("a, b, c", "n, k", 0, "?")]
    public void GatherND_takes_away_as_many_axes_as_the_indices_have(string data, string indices, long batch, string expected) =>
        Assert.Equal(expected, Followed.Shape(Picking("GatherND", data, indices, OnnxAttributes.Int("batch_dims", batch))));

    [Fact]
    public void GatherElements_has_the_shape_of_the_indices_and_ScatterElements_that_of_the_data()
    {
        Assert.Equal("[n, m]", Followed.Shape(Picking("GatherElements", "a, b", "n, m")));
        Assert.Equal("[a, b]", Followed.Shape(Picking("ScatterElements", "a, b", "n, m")));
    }

    [Fact]
    public void OneHot_adds_an_axis_of_the_depth() => Assert.Equal(
        "[b, s, 9]",
        Followed.Shape(new OnnxModelBuilder()
            .Input("x", ElementType.Int64, "b", "s")
            .Initializer("depth", [9L])
            .Initializer("values", [0f, 1f], 2)
            .Node("OneHot", ["x", "depth", "values"], ["y"])));

    [Fact]
    public void TopK_cuts_an_axis()
    {
        Assert.Equal("[b, 5]", Followed.Shape("b, n", "TopK", [[5]], 11));
        Assert.Equal("[b, 5]", Followed.Shape("b, n", "TopK", [], 1, OnnxAttributes.Int("k", 5)));
    }

    [Fact]
    public void Number_of_elements_that_are_not_0_is_unknown() => Assert.Equal("[2, ?]", Followed.Shape("a, b", "NonZero", [], 13));

    private static OnnxModelBuilder Picking(
        string operation, string data, string indices, params TypedRtx.TestKit.Onnx.AttributeProto[] attributes) =>
        new OnnxModelBuilder()
            .Input("x", ElementType.Float32, Followed.Dimensions(data))
            .Input("i", ElementType.Int64, Followed.Dimensions(indices))
            .Node(operation, ["x", "i"], ["y"], attributes);
}
