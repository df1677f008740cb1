using TypedRtx.TestKit;

namespace TypedRtx.Signatures.Tests.Propagation.Rules;

public sealed class RecurrentRulesTests
{
    [Theory]
    [InlineData("y", "", "forward", 0, "[s, 1, b, 16]")]
    [InlineData("y", "", "bidirectional", 0, "[s, 2, b, 16]")]
    [InlineData("", "y", "reverse", 0, "[1, b, 16]")]
    [InlineData("y", "", "forward", 1, "[s, b, 1, 16]")]
    public void All_and_last_states_have_a_shape(string all, string last, string direction, long layout, string expected) => Assert.Equal(
        expected,
        Followed.Shape(new OnnxModelBuilder()
            .Input("x", ElementType.Float32, "s", "b", 8)
            .Node(
                "LSTM",
                ["x", "w", "r"],
                [all, last],
                OnnxAttributes.Int("hidden_size", 16),
                OnnxAttributes.String("direction", direction),
                OnnxAttributes.Int("layout", layout))));
}
