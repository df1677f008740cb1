using TypedRtx.TestKit;
using TypedRtx.TestKit.Onnx;

namespace TypedRtx.Signatures.Tests.Propagation;

public sealed class PropagationLimitsTests
{
    [Fact]
    public void Long_chain_is_followed_to_its_end()
    {
        OnnxModelBuilder model = new OnnxModelBuilder().Input("v0", ElementType.Float32, "n");
        for (int i = 0; i < 20_000; i++)
        {
            model.Node("Relu", [$"v{i}"], [i == 19_999 ? "y" : $"v{i + 1}"]);
        }

        Assert.Equal("[n]", Followed.Shape(model));
    }

    [Fact]
    public void Arithmetic_that_doubles_in_every_node_is_given_up()
    {
        OnnxModelBuilder model = new OnnxModelBuilder()
            .Input("x", ElementType.Float32, "a", "b")
            .Node("Size", ["x"], ["s0"])
            .Initializer("one", [1L]);
        for (int i = 0; i < 200; i++)
        {
            model.Node("Add", [$"s{i}", "one"], [$"t{i}"]).Node("Mul", [$"t{i}", $"t{i}"], [$"s{i + 1}"]);
        }

        model.Initializer("axes", [0L], 1).Node("Unsqueeze", ["s200", "axes"], ["s"]).Node("ConstantOfShape", ["s"], ["y"]);

        Assert.Equal("?", Followed.Shape(model));
    }

    [Fact]
    public void Functions_that_call_each_other_twice_are_given_up_before_memory_ends()
    {
        OnnxModelBuilder model = new OnnxModelBuilder().Opset("mine", 1).Input("x", ElementType.Float32, "n");
        model.Function("mine", "F0", ["a"], ["z"], OnnxNodes.Create("Relu", ["a"], ["z"]));
        for (int i = 1; i < 20; i++)
        {
            model.Function(
                "mine",
                $"F{i}",
                ["a"],
                ["z"],
                OnnxNodes.Create($"mine::F{i - 1}", ["a"], ["m"]),
                OnnxNodes.Create($"mine::F{i - 1}", ["m"], ["z"]));
        }

        Assert.Contains(Followed.Shape(model.Node("mine::F19", ["x"], ["y"])), new[] { "?", "[n]" });
    }

    [Fact]
    public void Names_that_only_nodes_hold_do_not_decide_whether_a_model_is_read()
    {
        NodeProto node = OnnxNodes.Create("Relu", ["x"], ["y", new string('n', OnnxLimits.NameLength + 1)]);

        Assert.Equal("?", Followed.Shape(new OnnxModelBuilder().Input("x", ElementType.Float32, "n").Node(node)));
    }
}
