using TypedRtx.TestKit;
using TypedRtx.TestKit.Onnx;

namespace TypedRtx.Signatures.Tests.Propagation.Rules;

public sealed class WindowRulesTests
{
    [Theory]
    [InlineData(new long[] { 1, 1, 1, 1 }, 1, 1, "[b, 8, h, w]")]
    [InlineData(new long[] { 1, 1, 1, 1 }, 2, 1, "[b, 8, ((h + 1) / 2), ((w + 1) / 2)]")]
    [InlineData(new long[] { 0, 0, 0, 0 }, 1, 1, "[b, 8, h - 2, w - 2]")]
    [InlineData(new long[] { 2, 2, 2, 2 }, 1, 2, "[b, 8, h, w]")]
    public void Convolution_counts_the_places_of_its_window(long[] pads, long stride, long dilation, string expected) => Assert.Equal(
        expected,
        Followed.Shape(Conv(
            OnnxAttributes.Ints("pads", pads),
            OnnxAttributes.Ints("strides", stride, stride),
            OnnxAttributes.Ints("dilations", dilation, dilation))));

    [Theory]
    [InlineData("SAME_UPPER", "[b, 8, ((h + 1) / 2), ((w + 1) / 2)]")]
    [InlineData("SAME_LOWER", "[b, 8, ((h + 1) / 2), ((w + 1) / 2)]")]
    [InlineData("VALID", "[b, 8, ((h + 1) / 2) - 1, ((w + 1) / 2) - 1]")]
    public void Convolution_may_pad_by_itself(string padding, string expected) => Assert.Equal(
        expected,
        Followed.Shape(Conv(OnnxAttributes.String("auto_pad", padding), OnnxAttributes.Ints("strides", 2, 2))));

    [Fact]
    public void Pool_that_pads_by_itself_and_has_gaps_is_left_to_the_runtime() => Assert.Equal(
        "[b, 8, ?]",
        Followed.Shape(new OnnxModelBuilder()
            .Input("x", ElementType.Float32, "b", 8, "n")
            .Node(
                "MaxPool",
                ["x"],
                ["y"],
                OnnxAttributes.Ints("kernel_shape", 2),
                OnnxAttributes.Ints("dilations", 2),
                OnnxAttributes.String("auto_pad", "SAME_LOWER"))));

    [Fact]
    public void Strided_convolutions_in_a_row_are_one_division() => Assert.Equal(
        "[b, 8, ((h + 3) / 4), ((w + 3) / 4)]",
        Followed.Shape(new OnnxModelBuilder()
            .Input("x", ElementType.Float32, "b", 8, "h", "w")
            .Initializer("k", new float[8 * 8 * 9], 8, 8, 3, 3)
            .Node("Conv", ["x", "k"], ["m"], OnnxAttributes.Ints("strides", 2, 2), OnnxAttributes.Ints("pads", 1, 1, 1, 1))
            .Node("Conv", ["m", "k"], ["y"], OnnxAttributes.Ints("strides", 2, 2), OnnxAttributes.Ints("pads", 1, 1, 1, 1))));

    [Fact]
    public void Transposed_convolution_undoes_it() => Assert.Equal(
        "[b, 5, 2*h, 2*w]",
        Followed.Shape(new OnnxModelBuilder()
            .Input("x", ElementType.Float32, "b", 8, "h", "w")
            .Initializer("k", new float[8 * 5 * 4], 8, 5, 2, 2)
            .Node("ConvTranspose", ["x", "k"], ["y"], OnnxAttributes.Ints("strides", 2, 2))));

    [Theory]
    [InlineData("MaxPool", 2, 2, 0, "[b, c, (n / 2) + 1]")]
    [InlineData("AveragePool", 2, 2, 1, "[b, c, ((n + 1) / 2) + 1]")]
    [InlineData("MaxPool", 1, 2, 1, "[b, c, ?]")]
    public void Pool_rounds_as_it_is_told(string operation, long kernel, long stride, long ceil, string expected) => Assert.Equal(
        expected,
        Followed.Shape(
            "b, c, n + 2",
            operation,
            [],
            13,
            OnnxAttributes.Ints("kernel_shape", kernel),
            OnnxAttributes.Ints("strides", stride),
            OnnxAttributes.Int("ceil_mode", ceil)));

    [Theory]
    [InlineData(1, "[b, c, n - 1]")]
    [InlineData(2, "[b, c, ?]")]
    public void Pool_over_data_that_may_be_shorter_than_its_window_has_a_known_length_without_strides(long stride, string expected) =>
        Assert.Equal(expected, Followed.Shape(
            "b, c, n", "MaxPool", [], 13, OnnxAttributes.Ints("kernel_shape", 2), OnnxAttributes.Ints("strides", stride)));

    [Fact]
    public void Global_pool_leaves_one_place() =>
        Assert.Equal("[b, c, 1, 1]", Followed.Shape("b, c, h, w", "GlobalAveragePool", [], 13));

    [Fact]
    public void Attributes_that_do_not_fit_tell_nothing() =>
        Assert.Equal("?", Followed.Shape(Conv(OnnxAttributes.Ints("strides", 2))));

    private static OnnxModelBuilder Conv(params AttributeProto[] attributes) => new OnnxModelBuilder()
        .Input("x", ElementType.Float32, "b", 3, "h", "w")
        .Initializer("k", new float[8 * 3 * 9], 8, 3, 3, 3)
        .Node("Conv", ["x", "k"], ["y"], attributes);
}
