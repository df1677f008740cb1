using TypedRtx.Signatures;
using TypedRtx.TestKit;
using TypedRtx.TestKit.Onnx;

namespace TypedRtx.EndToEnd.Tests.Rtx;

/// <summary>Models of operators that the double and ONNX Runtime both compute.</summary>
internal static class RtxModels
{
    /// <summary>z = x + y, [batch, 3].</summary>
    public static OnnxModelBuilder Sum() => new OnnxModelBuilder("sum", opset: 17)
        .Input("x", ElementType.Float32, "batch", 3)
        .Input("y", ElementType.Float32, "batch", 3)
        .Output("z", ElementType.Float32, "batch", 3)
        .Node("Add", ["x", "y"], ["z"]);

    /// <summary>z = -x, [3]: no length is free.</summary>
    public static OnnxModelBuilder Fixed() => new OnnxModelBuilder("fixed", opset: 17)
        .Input("x", ElementType.Float32, 3)
        .Output("z", ElementType.Float32, 3)
        .Node("Neg", ["x"], ["z"]);

    /// <summary>An operator that the library has no importer for.</summary>
    public static OnnxModelBuilder Unsupported()
    {
        NodeProto node = OnnxNodes.Create("Det", ["x"], ["z"]);
        node.Name = "/volume/Det";
        return new OnnxModelBuilder("unsupported", opset: 17)
            .Input("x", ElementType.Float32, 2, 2)
            .Output("z", ElementType.Float32)
            .Node(node);
    }

    /// <summary>One head of attention over all that came before, without weights: what it keeps grows with each step.</summary>
    public static OnnxModelBuilder Decoder() => new OnnxModelBuilder("decoder", opset: 17)
        .Input("x", ElementType.Float32, "batch", 2, "sequence", 1)
        .Input("attention_mask", ElementType.Int64, "batch", "past + sequence")
        .Input("position_ids", ElementType.Int64, "batch", "sequence")
        .Input("past_key_values.0.key", ElementType.Float32, "batch", 2, "past", 1)
        .Input("past_key_values.1.key", ElementType.Float32, "batch", 2, "past", 1)
        .Output("present.0.key", ElementType.Float32, "batch", 2, "past + sequence", 1)
        .Output("present.1.key", ElementType.Float32, "batch", 2, "past + sequence", 1)
        .Output("mixed", ElementType.Float32, "batch", 2, "sequence", 1)
        .Output("positions", ElementType.Float32, "batch", "sequence")
        .Initializer("heads", [1L, 2L], 2)
        .Node("Concat", ["past_key_values.0.key", "x"], ["present.0.key"], [OnnxAttributes.Int("axis", 2)])
        .Node("Neg", ["x"], ["opposite"])
        .Node("Concat", ["past_key_values.1.key", "opposite"], ["present.1.key"], [OnnxAttributes.Int("axis", 2)])
        .Node("Transpose", ["present.0.key"], ["turned"], [OnnxAttributes.Ints("perm", 0, 1, 3, 2)])
        .Node("MatMul", ["x", "turned"], ["scores"])
        .Node("Cast", ["attention_mask"], ["mask"], [OnnxAttributes.Int("to", 1)])
        .Node("Unsqueeze", ["mask", "heads"], ["mask4"])
        .Node("Mul", ["scores", "mask4"], ["masked"])
        .Node("Softmax", ["masked"], ["weights"], [OnnxAttributes.Int("axis", -1)])
        .Node("MatMul", ["weights", "present.1.key"], ["mixed"])
        .Node("Cast", ["position_ids"], ["positions"], [OnnxAttributes.Int("to", 1)]);
}
