using TypedRtx.TestKit;

namespace TypedRtx.Signatures.Tests.Propagation.Rules;

public sealed class MatMulRulesTests
{
    [Theory]
    [InlineData("b, s, 8", "8, 5", "[b, s, 5]")]
    [InlineData("b, 1, m, k", "h, k, n", "[b, h, m, n]")]
    [InlineData("k", "k, n", "[n]")]
    [InlineData("m, k", "k", "[m]")]
    [InlineData("k", "k", "[]")]
    public void Product_keeps_the_outer_lengths(string left, string right, string expected) =>
        Assert.Equal(expected, Followed.Shape(Two("MatMul", left, right)));

    [Fact]
    public void Product_demands_that_the_inner_lengths_are_equal()
    {
        ModelSignature signature = Followed.Read(Two("MatMul", "m, k", "j, n").Output("y", ElementType.Float32, "m", "n"));

        Assert.Equal(["j = k"], signature.Relations.Select(relation => $"{relation.Symbol} = {relation.Value}"));
    }

    [Fact]
    public void Gemm_may_turn_its_matrices() => Assert.Equal(
        "[m, n]",
        Followed.Shape(Two("Gemm", "k, m", "n, k", OnnxAttributes.Int("transA", 1), OnnxAttributes.Int("transB", 1))));

    [Fact]
    public void Fused_product_of_the_runtime_may_turn_its_matrices() => Assert.Equal(
        "[b, m, n]",
        Followed.Shape(Two("com.microsoft::FusedMatMul", "b, m, k", "b, n, k", OnnxAttributes.Int("transB", 1))
            .Opset("com.microsoft", 1)));

    [Theory]
    [InlineData("bij,bjk->bik", "[b, i, k]")]
    [InlineData("b i j, b j k -> b k i", "[b, k, i]")]
    [InlineData("bij,bjk", "[i, k]")]
    [InlineData("...ij,...jk->...ik", "?")]
    public void Einsum_names_its_lengths(string equation, string expected) =>
        Assert.Equal(expected, Followed.Shape(Two("Einsum", "b, i, j", "b, j, k", OnnxAttributes.String("equation", equation))));

    private static OnnxModelBuilder Two(
        string operation, string left, string right, params TypedRtx.TestKit.Onnx.AttributeProto[] attributes) =>
        new OnnxModelBuilder()
            .Input("l", ElementType.Float32, Followed.Dimensions(left))
            .Input("r", ElementType.Float32, Followed.Dimensions(right))
            .Node(operation, ["l", "r"], ["y"], attributes);
}
