using TypedRtx.TestKit;

namespace TypedRtx.Signatures.Tests.Propagation.Rules;

public sealed class ReduceRulesTests
{
    [Fact]
    public void Axes_stand_in_an_attribute_or_an_input_by_version()
    {
        Assert.Equal("[b, 1]", Followed.Shape("b, n", "ReduceMean", [], 13, OnnxAttributes.Ints("axes", -1)));
        Assert.Equal("[b, 1]", Followed.Shape("b, n", "ReduceMean", [[-1]], 18));
        Assert.Equal("[b, 1]", Followed.Shape("b, n", "ReduceSum", [[1]], 13));
        Assert.Equal("[b, 1]", Followed.Shape("b, n", "ReduceSum", [], 11, OnnxAttributes.Ints("axes", 1)));
    }

    [Fact]
    public void Without_axes_all_are_reduced_unless_none_is_to_be()
    {
        Assert.Equal("[1, 1]", Followed.Shape("b, n", "ReduceMax", [], 13));
        Assert.Equal("[]", Followed.Shape("b, n", "ReduceMax", [], 13, OnnxAttributes.Int("keepdims", 0)));
        Assert.Equal("[b, n]", Followed.Shape("b, n", "ReduceMax", [], 18, OnnxAttributes.Int("noop_with_empty_axes", 1)));
    }

    [Fact]
    public void ArgMax_reduces_one_axis() => Assert.Equal(
        "[b]", Followed.Shape("b, n", "ArgMax", [], 13, OnnxAttributes.Int("axis", 1), OnnxAttributes.Int("keepdims", 0)));

    [Fact]
    public void Product_of_lengths_is_a_length() => Assert.Equal(
        "[3*a*b]",
        Followed.Shape(new OnnxModelBuilder()
            .Input("x", ElementType.Float32, "a", "b", 3)
            .Node("Shape", ["x"], ["shape"])
            .Node("ReduceProd", ["shape"], ["count"])
            .Node("ConstantOfShape", ["count"], ["y"])));
}
