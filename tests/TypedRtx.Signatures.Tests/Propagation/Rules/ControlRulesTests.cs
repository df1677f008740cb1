using TypedRtx.TestKit;
using TypedRtx.TestKit.Onnx;

namespace TypedRtx.Signatures.Tests.Propagation.Rules;

public sealed class ControlRulesTests
{
    [Theory]
    [InlineData(0, "[b, ?]")]
    [InlineData(1, "[b, n]")]
    public void Branches_that_agree_give_a_length(long axis, string expected) => Assert.Equal(
        expected,
        Followed.Shape(new OnnxModelBuilder()
            .Input("c", ElementType.Bool)
            .Input("x", ElementType.Float32, "b", "n")
            .Node(
                "If",
                ["c"],
                ["y"],
                OnnxAttributes.Graph("then_branch", Graph("t", OnnxNodes.Create("Identity", ["x"], ["t"]))),
                OnnxAttributes.Graph("else_branch", Graph("e", axis == 1
                    ? OnnxNodes.Create("Relu", ["x"], ["e"])
                    : OnnxNodes.Create("Concat", ["x", "x"], ["e"], OnnxAttributes.Int("axis", 1)))))));

    [Fact]
    public void Loop_that_keeps_a_shape_has_it_and_one_that_grows_has_not()
    {
        Assert.Equal("[b, n]", Followed.Shape(Loop(OnnxNodes.Create("Relu", ["v"], ["w"]))));
        Assert.Equal("[b, ?]", Followed.Shape(Loop(OnnxNodes.Create("Concat", ["v", "v"], ["w"], OnnxAttributes.Int("axis", 1)))));
    }

    [Fact]
    public void Demand_of_a_branch_that_may_not_run_teaches_nothing()
    {
        ModelSignature signature = Followed.Read(new OnnxModelBuilder()
            .Input("c", ElementType.Bool)
            .Input("l", ElementType.Float32, "m", "k")
            .Input("r", ElementType.Float32, "j", "n")
            .Node(
                "If",
                ["c"],
                ["y"],
                OnnxAttributes.Graph("then_branch", Graph("t", OnnxNodes.Create("MatMul", ["l", "r"], ["t"]))),
                OnnxAttributes.Graph("else_branch", Graph("e", OnnxNodes.Create("Identity", ["l"], ["e"]))))
            .Output("y", ElementType.Float32, null, null));

        Assert.Empty(signature.Relations);
    }

    [Fact]
    public void Function_of_the_model_is_followed_with_the_attributes_of_its_call()
    {
        OnnxModelBuilder model = new OnnxModelBuilder()
            .Opset("mine", 1)
            .Input("x", ElementType.Float32, "b", "n")
            .Function("mine", "Twice", ["a"], ["z"], OnnxNodes.Create(
                "Concat", ["a", "a"], ["z"], OnnxAttributes.Reference("axis", "where", AttributeProto.Types.AttributeType.Int)))
            .Node("mine::Twice", ["x"], ["y"], OnnxAttributes.Int("where", 1));

        Assert.Equal("[b, 2*n]", Followed.Shape(model));
    }

    private static OnnxModelBuilder Loop(NodeProto step)
    {
        GraphProto body = Graph("w", step);
        body.Input.Add(new ValueInfoProto { Name = "i" });
        body.Input.Add(new ValueInfoProto { Name = "go" });
        body.Input.Add(new ValueInfoProto { Name = "v" });
        body.Output.Insert(0, new ValueInfoProto { Name = "go" });
        return new OnnxModelBuilder()
            .Input("count", ElementType.Int64)
            .Input("x", ElementType.Float32, "b", "n")
            .Node("Loop", ["count", "", "x"], ["y"], OnnxAttributes.Graph("body", body));
    }

    private static GraphProto Graph(string output, NodeProto node) =>
        new() { Name = output, Node = { node }, Output = { new ValueInfoProto { Name = output } } };
}
