using System.Globalization;
using TypedRtx.Signatures;
using TypedRtx.TestKit;
using TypedRtx.TestKit.Onnx;
using AttributeType = TypedRtx.TestKit.Onnx.AttributeProto.Types.AttributeType;

namespace TypedRtx.EndToEnd.Tests.Shapes.Graphs;

/// <summary>Writes down how a value of a graph comes about.</summary>
internal static class GraphText
{
    /// <summary>The inputs and the nodes that the value follows from, a line each.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="value">The value.</param>
    /// <param name="nodes">How many nodes at most; those next to the value are told.</param>
    public static string Of(GraphProto graph, string value, int nodes = int.MaxValue)
    {
        HashSet<string> needed = [value];
        Stack<string> lines = [];
        foreach (NodeProto node in graph.Node.Reverse().Where(node => node.Output.Any(needed.Contains)).TakeWhile(_ => lines.Count < nodes))
        {
            needed.UnionWith(node.Input);
            needed.UnionWith(new[] { node }.Graphs().SelectMany(inner => inner.Node).SelectMany(inner => inner.Input));
            lines.Push($"  {string.Join(", ", node.Output)} = {Describe(graph, node)}");
        }

        foreach (ValueInfoProto input in graph.Input.Where(input => needed.Contains(input.Name)))
        {
            IEnumerable<string> axes = input.Type.TensorType.Shape.Dim.Select(axis => axis.HasDimParam ? axis.DimParam : Text(axis.DimValue));
            lines.Push($"  {input.Name}[{string.Join(", ", axes)}]");
        }

        return string.Join('\n', lines);
    }

    private static string Describe(GraphProto graph, NodeProto node) =>
        $"{node.OpType}({string.Join(", ", node.Input.Select(input => Describe(graph, input)))})"
        + string.Concat(node.Attribute.Select(attribute => $" {attribute.Name}={Describe(graph, attribute)}"));

    private static string Describe(GraphProto graph, string input) =>
        graph.Initializer.FirstOrDefault(constant => constant.Name == input) is not { } constant ? input
        : constant.DataType == (int)ElementType.Int64 ? $"[{string.Join(", ", TensorFile.FromProto(constant).ToArray<long>())}]"
        : constant.Dims.Count != 1 || constant.RawData.IsEmpty ? $"{input}[{string.Join(", ", constant.Dims)}]"
        : $"[{string.Join(", ", TensorFile.FromProto(constant).ToDoubles())}]";

    private static string Describe(GraphProto graph, AttributeProto attribute) => attribute.Type switch
    {
        AttributeType.Int => Text(attribute.I),
        AttributeType.Ints => $"[{string.Join(", ", attribute.Ints)}]",
        AttributeType.String => attribute.S.ToStringUtf8(),
        AttributeType.Graph => Describe(graph, attribute.G.Node[0]),
        _ => "?",
    };

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
