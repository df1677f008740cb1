using TypedRtx.TestKit.Onnx;

namespace TypedRtx.TestKit;

/// <summary>Finds the parts of a model that lie in subgraphs too.</summary>
public static class ModelWalk
{
    /// <summary>The graph itself, and every graph in an attribute of a node, to any depth.</summary>
    public static IEnumerable<GraphProto> Graphs(this GraphProto graph) => [graph, .. graph.Node.Graphs()];

    /// <summary>Every graph in an attribute of the nodes, to any depth.</summary>
    public static IEnumerable<GraphProto> Graphs(this IEnumerable<NodeProto> nodes) => nodes
        .SelectMany(node => node.Attribute)
        .SelectMany(attribute => attribute.G is { } graph ? attribute.Graphs.Prepend(graph) : attribute.Graphs)
        .SelectMany(Graphs);

    /// <summary>The weights and constants of a graph and its subgraphs.</summary>
    public static IEnumerable<TensorProto> Tensors(this GraphProto graph) => graph.Initializer.Concat(graph.Node.Tensors());

    /// <summary>The constants of the nodes, and the weights and constants of their subgraphs.</summary>
    public static IEnumerable<TensorProto> Tensors(this IEnumerable<NodeProto> nodes) => nodes
        .SelectMany(node => node.Attribute)
        .SelectMany(attribute => (attribute.T is { } tensor ? attribute.Tensors.Prepend(tensor) : attribute.Tensors)
            .Concat((attribute.G is { } graph ? attribute.Graphs.Prepend(graph) : attribute.Graphs).SelectMany(Tensors)));
}
