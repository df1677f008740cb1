using TypedRtx.TestKit;

namespace TypedRtx.Signatures.Tests.Propagation.Rules;

public sealed class UnaryRulesTests
{
    [Theory]
    [InlineData("Relu", "")]
    [InlineData("Softmax", "")]
    [InlineData("LogSoftmax", "")]
    [InlineData("Gelu", "com.microsoft")]
    [InlineData("CumSum", "")]
    [InlineData("Trilu", "")]
    [InlineData("Dropout", "")]
    [InlineData("QuantizeLinear", "")]
    [InlineData("DequantizeLinear", "")]
    [InlineData("EyeLike", "")]
    [InlineData("InstanceNormalization", "")]
    [InlineData("GroupNormalization", "")]
    [InlineData("RMSNormalization", "")]
    [InlineData("LayerNormalization", "")]
    [InlineData("BatchNormalization", "")]
    [InlineData("SkipLayerNormalization", "com.microsoft")]
    [InlineData("BiasGelu", "com.microsoft")]
    [InlineData("ReverseSequence", "")]
    public void Shape_stays(string operation, string domain) => Assert.Equal(
        "[b, c, n]",
        Followed.Shape(new OnnxModelBuilder(opset: 23)
            .Opset("com.microsoft", 1)
            .Input("x", ElementType.Float32, "b", "c", "n")
            .Node(domain.Length == 0 ? operation : $"{domain}::{operation}", ["x"], ["y"])));

    [Theory]
    [InlineData("NotAnOperator")]
    [InlineData("com.example::Relu")]
    [InlineData("com.microsoft::Relu")]
    public void Operator_that_is_not_known_tells_nothing(string operation) => Assert.Equal(
        "?",
        Followed.Shape(new OnnxModelBuilder().Input("x", ElementType.Float32, "n").Node(operation, ["x"], ["y"])));

    [Fact]
    public void Statistics_of_layer_normalisation_have_1_for_what_is_normalised() => Assert.Equal(
        "[b, 1, 1]",
        Followed.Shape(new OnnxModelBuilder()
            .Input("x", ElementType.Float32, "b", "s", 8)
            .Input("scale", ElementType.Float32, 8)
            .Node("LayerNormalization", ["x", "scale"], ["z", "y"], OnnxAttributes.Int("axis", 1))));
}
