using TypedRtx.TestKit;

namespace TypedRtx.Signatures.Tests.Propagation.Rules;

public sealed class ReshapeRulesTests
{
    [Theory]
    [InlineData("b, 6, 4", new long[] { 0, -1 }, 0, "[b, 24]")]
    [InlineData("b, s, 8", new long[] { 0, 0, 2, 4 }, 0, "[b, s, 2, 4]")]
    [InlineData("b, s, 8", new long[] { 0, 0, 2, -1 }, 0, "[b, s, 2, 4]")]
    [InlineData("b, s, 8", new long[] { -1, 4 }, 0, "[2*b*s, 4]")]
    [InlineData("b, s, 8", new long[] { -1, 16 }, 0, "[?, 16]")]
    [InlineData("b, s, ?", new long[] { 0, 0, -1 }, 0, "[b, s, x_axis2]")]
    [InlineData("2, 0, 3", new long[] { 0, 5, 3 }, 1, "[0, 5, 3]")]
    [InlineData("12", new long[] { 3, 4 }, 0, "[3, 4]")]
    [InlineData("n", new long[] { }, 0, "[]")]
    public void Shape_is_that_which_the_constant_says(string shape, long[] wanted, long allowZero, string expected) => Assert.Equal(
        expected,
        Followed.Shape(shape, "Reshape", [wanted], 17, OnnxAttributes.Int("allowzero", allowZero)));

    [Fact]
    public void Attribute_of_the_first_version_is_read() =>
        Assert.Equal("[b, 12]", Followed.Shape("b, 3, 4", "Reshape", [], 1, OnnxAttributes.Ints("shape", 0, -1)));

    [Theory]
    [InlineData(0, "[?, ?, 4]")]
    [InlineData(1, "[?, s, 4]")]
    public void Symbol_that_may_be_0_is_not_taken_for_its_length(long allowZero, string expected)
    {
        // With s = 0 the runtime takes the second length of the data instead, which is 8.
        string shape = Followed.Shape(new OnnxModelBuilder()
            .Input("x", ElementType.Float32, "b", 8)
            .Input("z", ElementType.Float32, "s")
            .Node("Shape", ["z"], ["s"])
            .Initializer("open", [-1L], 1)
            .Initializer("four", [4L], 1)
            .Node("Concat", ["open", "s", "four"], ["wanted"], OnnxAttributes.Int("axis", 0))
            .Node("Reshape", ["x", "wanted"], ["y"], OnnxAttributes.Int("allowzero", allowZero)));

        Assert.Equal(expected, shape);
    }

    [Fact]
    public void Heads_are_split_off_and_put_back() => Assert.Equal(
        "[b, s, 64]",
        Followed.Shape(new OnnxModelBuilder()
            .Input("x", ElementType.Float32, "b", "s", 64)
            .Node("Shape", ["x"], ["b"], OnnxAttributes.Int("start", 0), OnnxAttributes.Int("end", 1))
            .Node("Shape", ["x"], ["s"], OnnxAttributes.Int("start", 1), OnnxAttributes.Int("end", 2))
            .Initializer("heads", [4L], 1)
            .Initializer("open", [-1L], 1)
            .Node("Concat", ["b", "s", "heads", "open"], ["apart"], OnnxAttributes.Int("axis", 0))
            .Node("Reshape", ["x", "apart"], ["h"])
            .Node("Transpose", ["h"], ["t"], OnnxAttributes.Ints("perm", 0, 2, 1, 3))
            .Node("Transpose", ["t"], ["u"], OnnxAttributes.Ints("perm", 0, 2, 1, 3))
            .Node("Concat", ["b", "s", "open"], ["together"], OnnxAttributes.Int("axis", 0))
            .Node("Reshape", ["u", "together"], ["y"])));

    [Theory]
    [InlineData(1, "[b, 12]")]
    [InlineData(0, "[1, 12*b]")]
    [InlineData(-1, "[3*b, 4]")]
    [InlineData(4, "?")]
    public void Flatten_multiplies_both_sides(long axis, string expected) =>
        Assert.Equal(expected, Followed.Shape("b, 3, 4", "Flatten", [], 17, OnnxAttributes.Int("axis", axis)));
}
