using TypedRtx.TestKit;

namespace TypedRtx.Signatures.Tests.Propagation.Rules;

public sealed class BinaryRulesTests
{
    [Theory]
    [InlineData("b, 3", "b, 3", "[b, 3]")]
    [InlineData("b, 3", "3", "[b, 3]")]
    [InlineData("b, s, 1", "s, 4", "[b, s, 4]")]
    [InlineData("a, 1", "1, c", "[a, c]")]
    [InlineData("a", "5", "[5]")]
    [InlineData("a", "0", "[0]")]
    [InlineData("a", "b", "[?]")]
    [InlineData("a, b", "a, c", "[a, ?]")]
    [InlineData("a + 2", "b", "[a + 2]")]
    [InlineData("2*a", "b", "[2*a]")]
    public void Tensors_broadcast_where_one_length_is_left(string left, string right, string expected) => Assert.Equal(
        expected,
        Followed.Shape(new OnnxModelBuilder()
            .Input("l", ElementType.Float32, Followed.Dimensions(left))
            .Input("r", ElementType.Float32, Followed.Dimensions(right))
            .Node("Mul", ["l", "r"], ["y"])));

    [Fact]
    public void Where_takes_known_elements_from_the_branch_that_holds() => Assert.Equal(
        "[n, 7]",
        Followed.Shape(new OnnxModelBuilder()
            .Input("x", ElementType.Float32, "n", 1)
            .Node("Shape", ["x"], ["shape"])
            .Initializer("stated", [-1L, 7L], 2)
            .Initializer("minus", [-1L], 1)
            .Node("Equal", ["stated", "minus"], ["open"])
            .Node("Where", ["open", "shape", "stated"], ["sizes"])
            .Node("Expand", ["x", "sizes"], ["y"])));

    [Theory]
    [InlineData("Add", "[n + 6]")]
    [InlineData("Sub", "[n - 6]")]
    [InlineData("Mul", "[6*n]")]
    [InlineData("Div", "[(n / 6)]")]
    [InlineData("Mod", "[-6*(n / 6) + n]")]
    [InlineData("Max", "[?]")]
    [InlineData("Min", "[?]")]
    public void Arithmetic_on_lengths_makes_lengths(string operation, string expected) => Assert.Equal(
        expected,
        Followed.Shape(new OnnxModelBuilder()
            .Input("x", ElementType.Float32, "n")
            .Node("Shape", ["x"], ["n"])
            .Initializer("six", [6L], 1)
            .Node(operation, ["n", "six"], ["sizes"])
            .Node("ConstantOfShape", ["sizes"], ["y"])));

    [Fact]
    public void Quotient_of_a_number_that_may_be_negative_is_unknown() => Assert.Equal(
        "[?]",
        Followed.Shape(new OnnxModelBuilder()
            .Input("x", ElementType.Float32, "n")
            .Node("Shape", ["x"], ["n"])
            .Initializer("one", [1L], 1)
            .Initializer("two", [2L], 1)
            .Node("Sub", ["n", "one"], ["less"])
            .Node("Div", ["less", "two"], ["sizes"])
            .Node("ConstantOfShape", ["sizes"], ["y"])));
}
