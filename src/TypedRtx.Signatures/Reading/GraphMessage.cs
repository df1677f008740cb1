namespace TypedRtx.Signatures;

/// <summary>Reads <c>GraphProto</c>.</summary>
internal static class GraphMessage
{
    /// <summary>Reads the model's graph: its values, and the tensors and operators below it.</summary>
    public static GraphContents ReadMain(WireScope graph, OnnxReadState state)
    {
        GraphContents contents = new();
        HashSet<string> inputs = new(StringComparer.Ordinal);
        HashSet<string> outputs = new(StringComparer.Ordinal);
        while (graph.MoveNext())
        {
            switch (graph.Field)
            {
                case 1:
                    NodeMessage.Read(graph.Enter("NodeProto"), state, contents.Calls, subgraphDepth: 0);
                    break;
                case 5:
                    WireScope tensor = graph.Enter("TensorProto");
                    AddInitializer(contents, TensorMessage.Read(tensor, state, isNamed: true), graph);
                    break;
                case 11:
                    AddValue(contents.Inputs, inputs, "input", OnnxLimits.ListedInputs, graph, state);
                    break;
                case 12:
                    AddValue(contents.Outputs, outputs, "output", OnnxLimits.Values, graph, state);
                    break;
                case 15:
                    WireScope sparse = graph.Enter("SparseTensorProto");
                    AddInitializer(contents, SparseTensorMessage.Read(sparse, state, isNamed: true), graph);
                    break;
            }
        }

        return contents;
    }

    /// <summary>Reads a graph inside a node for the tensors and operators in it.</summary>
    public static void ReadNested(WireScope graph, OnnxReadState state, OperatorCalls calls, int subgraphDepth)
    {
        if (subgraphDepth > OnnxLimits.SubgraphDepth)
        {
            throw graph.Limit("subgraphs nest deeper than", OnnxLimits.SubgraphDepth);
        }

        while (graph.MoveNext())
        {
            switch (graph.Field)
            {
                case 1:
                    NodeMessage.Read(graph.Enter("NodeProto"), state, calls, subgraphDepth);
                    break;
                case 5:
                    TensorMessage.Read(graph.Enter("TensorProto"), state, isNamed: true);
                    break;
                case 15:
                    SparseTensorMessage.Read(graph.Enter("SparseTensorProto"), state, isNamed: true);
                    break;
            }
        }
    }

    private static void AddInitializer(GraphContents contents, string name, in WireScope graph)
    {
        if (!contents.Initializers.Add(name))
        {
            throw graph.Invalid($"two initializers are named {SignatureText.Quote(name)}.");
        }

        if (contents.Initializers.Count > OnnxLimits.Initializers)
        {
            throw graph.Limit("the graph has more initializers than", OnnxLimits.Initializers);
        }
    }

    private static void AddValue(
        List<ValueSignature> values,
        HashSet<string> names,
        string what,
        int limit,
        in WireScope graph,
        OnnxReadState state)
    {
        ValueSignature value = ValueInfoMessage.Read(graph.Enter("ValueInfoProto"), state, what);
        if (!names.Add(value.Name))
        {
            throw graph.Invalid($"two {what}s are named {SignatureText.Quote(value.Name)}.");
        }

        if (values.Count == limit)
        {
            throw graph.Limit($"the graph has more {what}s than", limit);
        }

        values.Add(value);
    }
}
