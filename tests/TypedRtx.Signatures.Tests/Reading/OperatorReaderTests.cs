using TypedRtx.TestKit;
using TypedRtx.TestKit.Onnx;

namespace TypedRtx.Signatures.Tests.Reading;

public sealed class OperatorReaderTests
{
    [Theory]
    [InlineData("Add", true)]
    [InlineData("Tanh", true)]
    [InlineData("Relu", true)]
    [InlineData("Sub", false)]
    public void Operators_are_found_in_graph_nested_graphs_and_functions(string name, bool isCalled)
    {
        AttributeProto branch = new()
        {
            Name = "then_branch",
            Type = AttributeProto.Types.AttributeType.Graph,
            G = new OnnxModelBuilder().Node("Tanh", ["x"], ["t"]).Graph,
        };
        OnnxModelBuilder model = new OnnxModelBuilder()
            .Opset("own", 1)
            .Function("own", "Twice", ["x"], ["y"], OnnxNodes.Create("Relu", ["x"], ["y"]))
            .Node("If", ["c"], ["z"], branch)
            .Node("Add", ["x", "y"], ["z"])
            .Node("own::Twice", ["x"], ["y"]);
        using MemoryStream stream = new(model.ToBytes());
        Assert.Equal(isCalled, OperatorReader.Calls(stream, called => called == name));
    }
}
