using TypedRtx.TestKit.Onnx;

namespace TypedRtx.TestKit;

/// <summary>Makes nodes for graphs, subgraphs and functions.</summary>
public static class OnnxNodes
{
    private const string DomainSeparator = "::";

    /// <summary>A node; an operator of another domain is written <c>domain::Operator</c>.</summary>
    public static NodeProto Create(
        string operation, IEnumerable<string> inputs, IEnumerable<string> outputs, params AttributeProto[] attributes)
    {
        NodeProto node = new() { Input = { inputs }, Output = { outputs }, Attribute = { attributes } };
        int separator = operation.IndexOf(DomainSeparator, StringComparison.Ordinal);
        if (separator < 0)
        {
            node.OpType = operation;
            return node;
        }

        node.Domain = operation[..separator];
        node.OpType = operation[(separator + DomainSeparator.Length)..];
        return node;
    }
}
