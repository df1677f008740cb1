using TypedRtx.TestKit;
using TypedRtx.TestKit.Onnx;

namespace TypedRtx.Signatures.Tests.Propagation.Rules;

public sealed class AttentionRulesTests
{
    [Fact]
    public void Attention_keeps_the_query_and_adds_to_the_past()
    {
        Assert.Equal("[b, 4, s, 8]", Followed.Shape(Attention(["y"])));
        Assert.Equal("[b, 2, p + s, 8]", Followed.Shape(Attention(["", "y"])));
    }

    [Fact]
    public void Attention_over_flat_heads_is_flat() => Assert.Equal(
        "[b, s, 32]",
        Followed.Shape(new OnnxModelBuilder(opset: 23)
            .Input("q", ElementType.Float32, "b", "s", 32)
            .Input("k", ElementType.Float32, "b", "t", 16)
            .Node("Attention", ["q", "k", "k"], ["y"], OnnxAttributes.Int("q_num_heads", 4), OnnxAttributes.Int("kv_num_heads", 2))));

    [Fact]
    public void Attention_of_the_runtime_takes_a_third_of_its_weights() => Assert.Equal(
        "[b, s, 32]",
        Followed.Shape(new OnnxModelBuilder()
            .Opset("com.microsoft", 1)
            .Input("x", ElementType.Float32, "b", "s", 64)
            .Input("w", ElementType.Float32, 64, 96)
            .Node("com.microsoft::Attention", ["x", "w"], ["y"], OnnxAttributes.Int("num_heads", 4))));

    [Fact]
    public void Grouped_attention_of_the_runtime_leaves_its_memory_unknown()
    {
        OnnxModelBuilder model = new OnnxModelBuilder()
            .Opset("com.microsoft", 1)
            .Input("q", ElementType.Float16, "b", "s", 32)
            .Input("k", ElementType.Float16, "b", "s", 16)
            .Input("past", ElementType.Float16, "b", 2, "p", 8)
            .Node("com.microsoft::GroupQueryAttention", ["q", "k", "k", "past", "past"], ["y", "present"], OnnxAttributes.Int("num_heads", 4));

        Assert.Equal("[b, s, 32]", Followed.Shape(model));
    }

    private static OnnxModelBuilder Attention(string[] outputs, params AttributeProto[] attributes) => new OnnxModelBuilder(opset: 23)
        .Input("q", ElementType.Float32, "b", 4, "s", 8)
        .Input("k", ElementType.Float32, "b", 2, "s", 8)
        .Input("past", ElementType.Float32, "b", 2, "p", 8)
        .Node("Attention", ["q", "k", "k", "", "past", "past"], outputs, attributes);
}
