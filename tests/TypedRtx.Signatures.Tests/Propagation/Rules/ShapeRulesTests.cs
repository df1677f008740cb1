using TypedRtx.TestKit;
using TypedRtx.TestKit.Onnx;

namespace TypedRtx.Signatures.Tests.Propagation.Rules;

public sealed class ShapeRulesTests
{
    public static TheoryData<string, AttributeProto> Constants => new()
    {
        { "[2, 3]", OnnxAttributes.Tensor("value", TensorProtos.Create("", [2L, 3L], 2)) },
        { "[2, 3]", OnnxAttributes.Ints("value_ints", 2, 3) },
        { "[]", OnnxAttributes.Ints("value_ints") },
    };

    [Theory]
    [MemberData(nameof(Constants), DisableDiscoveryEnumeration = true)]
    public void Constant_is_read_in_each_form(string expected, AttributeProto value) => Assert.Equal(
        expected,
        Followed.Shape(new OnnxModelBuilder().Node("Constant", [], ["c"], value).Node("ConstantOfShape", ["c"], ["y"])));

    [Fact]
    public void Constant_in_a_typed_field_is_read() => Assert.Equal(
        "[4, 5]",
        Followed.Shape(new OnnxModelBuilder()
            .Initializer(new TensorProto { Name = "c", DataType = (int)ElementType.Int64, Dims = { 2 }, Int64Data = { 4, 5 } })
            .Node("ConstantOfShape", ["c"], ["y"])));

    [Theory]
    [InlineData(0, 9, "[a, b, c]")]
    [InlineData(1, 9, "[b, c]")]
    [InlineData(-2, -1, "[b]")]
    [InlineData(2, 1, "[]")]
    public void Shape_may_be_cut(long start, long end, string expected) => Assert.Equal(
        expected,
        Followed.Shape(new OnnxModelBuilder()
            .Input("x", ElementType.Float32, "a", "b", "c")
            .Node("Shape", ["x"], ["s"], OnnxAttributes.Int("start", start), OnnxAttributes.Int("end", end))
            .Node("ConstantOfShape", ["s"], ["y"])));

    [Fact]
    public void Size_is_the_product_of_the_lengths() => Assert.Equal(
        "[2*a*b]",
        Followed.Shape(new OnnxModelBuilder()
            .Input("x", ElementType.Float32, "a", 2, "b")
            .Initializer("open", [1L], 1)
            .Node("Size", ["x"], ["n"])
            .Node("Reshape", ["n", "open"], ["s"])
            .Node("ConstantOfShape", ["s"], ["y"])));

    [Theory]
    [InlineData(0, 1, "[n]")]
    [InlineData(0, 3, "[((n + 2) / 3)]")]
    [InlineData(2, 1, "[?]")]
    public void Range_counts_its_steps(long start, long step, string expected) => Assert.Equal(
        expected,
        Followed.Shape(new OnnxModelBuilder()
            .Input("x", ElementType.Float32, "n")
            .Node("Size", ["x"], ["n"])
            .Initializer("start", [start])
            .Initializer("step", [step])
            .Node("Range", ["start", "n", "step"], ["y"])));

    [Fact]
    public void Lengths_that_an_input_holds_are_unknown_but_counted() => Assert.Equal(
        "[?, ?, ?]",
        Followed.Shape(new OnnxModelBuilder().Input("s", ElementType.Int64, 3).Node("ConstantOfShape", ["s"], ["y"])));

    [Fact]
    public void Default_of_an_optional_input_is_no_constant() => Assert.Equal(
        "[?]",
        Followed.Shape(new OnnxModelBuilder()
            .Input("s", ElementType.Int64, 1)
            .Initializer("s", [5L], 1)
            .Node("ConstantOfShape", ["s"], ["y"])));
}
