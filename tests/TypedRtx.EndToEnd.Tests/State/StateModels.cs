using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.EndToEnd.Tests.State;

/// <summary>Small models with state whose outputs tell what it holds.</summary>
internal static class StateModels
{
    /// <summary>
    /// Keeps what it is given along the axis <c>past</c>, behind one of two heads; gives the sum of it all, the sum of the
    /// mask, and the positions as they came in.
    /// </summary>
    public static OnnxModelBuilder Decoder()
    {
        OnnxModelBuilder model = new OnnxModelBuilder("decoder", opset: 17)
            .Input("x", ElementType.Float32, "batch", 2, "sequence", 1)
            .Input("attention_mask", ElementType.Int64, "batch", "past + sequence")
            .Input("position_ids", ElementType.Int64, "batch", "sequence");
        for (int i = 0; i < 2; i++)
        {
            model = model
                .Input($"past_key_values.{i}.key", ElementType.Float32, "batch", 2, "past", 1)
                .Output($"present.{i}.key", ElementType.Float32, "batch", 2, "past + sequence", 1)
                .Node("Concat", [$"past_key_values.{i}.key", "x"], [$"present.{i}.key"], [OnnxAttributes.Int("axis", 2)]);
        }

        return model
            .Output("sum", ElementType.Float32, "batch", 2, 1, 1)
            .Output("seen", ElementType.Int64, "batch", 1)
            .Output("positions", ElementType.Int64, "batch", "sequence")
            .Initializer("axis2", [2L], 1)
            .Initializer("axis1", [1L], 1)
            .Node("ReduceSum", ["present.1.key", "axis2"], ["sum"])
            .Node("ReduceSum", ["attention_mask", "axis1"], ["seen"])
            .Node("Identity", ["position_ids"], ["positions"]);
    }

    /// <summary>Adds what it is given to its hidden state.</summary>
    public static OnnxModelBuilder Recurrent() => new OnnxModelBuilder("recurrent", opset: 17)
        .Input("x", ElementType.Float32, "batch", 3)
        .Input("h0", ElementType.Float32, "batch", 3)
        .Output("y", ElementType.Float32, "batch", 3)
        .Output("hn", ElementType.Float32, "batch", 3)
        .Node("Add", ["x", "h0"], ["hn"])
        .Node("Neg", ["hn"], ["y"]);
}
