using TypedRtx.TestKit;

namespace TypedRtx.Signatures.Tests.Propagation.Rules;

public sealed class SliceRulesTests
{
    [Theory]
    [InlineData("10", 2, 7, 1, "[5]")]
    [InlineData("10", 2, 7, 2, "[3]")]
    [InlineData("10", -3, long.MaxValue, 1, "[3]")]
    [InlineData("10", -30, 4, 1, "[4]")]
    [InlineData("10", 7, 2, 1, "[0]")]
    [InlineData("10", -1, long.MinValue, -1, "[10]")]
    [InlineData("10", 8, 1, -3, "[3]")]
    [InlineData("10", 20, -20, -4, "[3]")]
    [InlineData("10", -20, -30, -1, "[1]")]
    [InlineData("10", 5, long.MaxValue, -1, "[?]")]
    [InlineData("n", 0, long.MaxValue, 1, "[n]")]
    [InlineData("n", 0, int.MaxValue, 2, "[((n + 1) / 2)]")]
    [InlineData("n", -1, long.MinValue, -1, "[n]")]
    [InlineData("n + 3", 1, -1, 1, "[n + 1]")]
    [InlineData("n + 3", -2, long.MaxValue, 1, "[2]")]
    [InlineData("n", 1, long.MaxValue, 1, "[?]")]
    [InlineData("n", -1, long.MaxValue, 1, "[?]")]
    [InlineData("n", 0, 3, 1, "[?]")]
    [InlineData("n", 0, -1, 1, "[?]")]
    public void Length_lies_between_the_bounds_cut_to_the_axis(string length, long start, long end, long step, string expected) =>
        Assert.Equal(expected, Followed.Shape(length, "Slice", [[start], [end], [0], [step]], 13));

    [Fact]
    public void Axes_and_steps_may_be_left_out() =>
        Assert.Equal("[b, 2, 4]", Followed.Shape("b, 3, 5", "Slice", [[0, 1, 0], [long.MaxValue, 3, 4]], 13));

    [Fact]
    public void Attributes_of_the_first_version_are_read() => Assert.Equal(
        "[b, 2]",
        Followed.Shape(
            "b, 5", "Slice", [], 9, OnnxAttributes.Ints("starts", 1), OnnxAttributes.Ints("ends", 3), OnnxAttributes.Ints("axes", 1)));

    [Fact]
    public void Bounds_that_are_no_constants_leave_one_axis_unknown() => Assert.Equal(
        "[b, ?]",
        Followed.Shape(new OnnxModelBuilder()
            .Input("x", ElementType.Float32, "b", 5)
            .Input("end", ElementType.Int64, 1)
            .Initializer("start", [0L], 1)
            .Initializer("axis", [1L], 1)
            .Node("Slice", ["x", "start", "end", "axis"], ["y"])));

    [Fact]
    public void Table_cut_to_a_text_fits_the_text() => Assert.Equal(
        "[b, s, 8]",
        Followed.Shape(new OnnxModelBuilder()
            .Input("x", ElementType.Float32, "b", "s", 8)
            .Initializer("table", new float[512 * 8], 1, 512, 8)
            .Node("Shape", ["x"], ["s"], OnnxAttributes.Int("start", 1), OnnxAttributes.Int("end", 2))
            .Initializer("zero", [0L], 1)
            .Initializer("one", [1L], 1)
            .Node("Slice", ["table", "zero", "s", "one"], ["cut"])
            .Node("Add", ["x", "cut"], ["y"])));
}
