using TypedRtx.TestKit;

namespace TypedRtx.Signatures.Tests.Propagation.Rules;

public sealed class ResizeRulesTests
{
    [Theory]
    [InlineData(2f, "[b, c, 2*h, 2*w]")]
    [InlineData(0.5f, "[b, c, (h / 2), (w / 2)]")]
    [InlineData(1.5f, "[b, c, ((3*h) / 2), ((3*w) / 2)]")]
    [InlineData(1.1f, "[b, c, ?, ?]")]
    public void Scales_that_are_not_rounded_are_followed(float scale, string expected)
    {
        Assert.Equal(expected, Scaled("Resize", 13, scale));
        Assert.Equal(expected, Scaled("Resize", 10, scale));
        Assert.Equal(expected, Scaled("Upsample", 9, scale));
    }

    [Fact]
    public void Sizes_are_taken_as_they_are_computed() => Assert.Equal(
        "[b, c, 4*h, 7]",
        Followed.Shape(new OnnxModelBuilder()
            .Input("x", ElementType.Float32, "b", "c", "h", "w")
            .Node("Shape", ["x"], ["outer"], OnnxAttributes.Int("end", 2))
            .Node("Shape", ["x"], ["h"], OnnxAttributes.Int("start", 2), OnnxAttributes.Int("end", 3))
            .Initializer("four", [4L], 1)
            .Initializer("seven", [7L], 1)
            .Node("Mul", ["h", "four"], ["height"])
            .Node("Concat", ["outer", "height", "seven"], ["sizes"], OnnxAttributes.Int("axis", 0))
            .Node("Resize", ["x", "", "", "sizes"], ["y"])));

    [Fact]
    public void Sizes_that_keep_the_aspect_ratio_are_unknown() => Assert.Equal(
        "?",
        Followed.Shape("b, c, h, w", "Resize", [null, null, [9, 9]], 18,
            OnnxAttributes.Ints("axes", 2, 3), OnnxAttributes.String("keep_aspect_ratio_policy", "not_larger")));

    [Fact]
    public void Sizes_of_some_axes_leave_the_others() => Assert.Equal(
        "[b, c, 9, 8]",
        Followed.Shape("b, c, h, w", "Resize", [null, null, [9, 8]], 18, OnnxAttributes.Ints("axes", 2, 3)));

    [Fact]
    public void Lengths_scaled_as_floats_and_rounded_down_are_followed() => Assert.Equal(
        "[(n / 3)]",
        Followed.Shape(new OnnxModelBuilder()
            .Input("x", ElementType.Float32, "n")
            .Node("Shape", ["x"], ["n"])
            .Node("Cast", ["n"], ["real"], OnnxAttributes.Int("to", (int)ElementType.Float32))
            .Initializer("three", [3f])
            .Node("Div", ["real", "three"], ["third"])
            .Node("Floor", ["third"], ["down"])
            .Node("Cast", ["down"], ["sizes"], OnnxAttributes.Int("to", (int)ElementType.Int64))
            .Node("ConstantOfShape", ["sizes"], ["y"])));

    private static string Scaled(string operation, long opset, float scale)
    {
        OnnxModelBuilder model = new OnnxModelBuilder(opset: opset)
            .Input("x", ElementType.Float32, "b", "c", "h", "w")
            .Initializer("scales", [1f, 1f, scale, scale], 4);
        string[] inputs = opset >= 11 ? ["x", "", "scales"] : ["x", "scales"];
        return Followed.Shape(model.Node(operation, inputs, ["y"]));
    }
}
