using System.Text;

namespace TypedRtx.TensorRtRtx;

/// <summary>One thing that keeps an engine from being built.</summary>
/// <param name="Message">What is wrong, in the library's words.</param>
/// <param name="Operator">The ONNX operator of the node; null where no node is named.</param>
/// <param name="NodeIndex">The index of the node in its graph; null where no node is named.</param>
/// <param name="NodeName">The node's name; null where it has none.</param>
public sealed record EngineBuildProblem(string Message, string? Operator = null, int? NodeIndex = null, string? NodeName = null)
{
    /// <summary>One line: the node, then what is wrong.</summary>
    public override string ToString()
    {
        StringBuilder text = new();
        if (Operator is not null)
        {
            text.Append(Operator);
        }

        if (NodeIndex is { } index)
        {
            text.Append(text.Length > 0 ? ", node " : "node ").Append(index);
        }

        if (NodeName is not null)
        {
            text.Append(text.Length > 0 ? " '" : "node '").Append(NodeName).Append('\'');
        }

        return text.Append(text.Length > 0 ? ": " : "").Append(Message).ToString();
    }
}
