namespace TypedRtx.Signatures;

/// <summary>Reads <c>GraphProto</c> for its nodes and small constants.</summary>
internal static class GraphBodyMessage
{
    public static GraphBody Read(WireScope graph, BodyReadState state)
    {
        GraphBody body = new();
        while (graph.MoveNext())
        {
            switch (graph.Field)
            {
                case 1:
                    body.Nodes.Add(GraphNodeMessage.Read(graph.Enter("NodeProto"), state));
                    break;
                case 5:
                    ConstantTensor? tensor = ConstantTensorMessage.Read(graph.Enter("TensorProto"), state, out string name);
                    Add(body, name, tensor);
                    break;
                case 11:
                    body.Inputs.Add(NameOf(graph.Enter("ValueInfoProto"), state));
                    break;
                case 12:
                    body.Outputs.Add(NameOf(graph.Enter("ValueInfoProto"), state));
                    break;
            }
        }

        return body;
    }

    private static void Add(GraphBody body, string name, ConstantTensor? tensor)
    {
        if (tensor is not null && name.Length > 0)
        {
            body.Initializers[name] = tensor;
        }
    }

    private static string NameOf(WireScope value, BodyReadState state)
    {
        string name = "";
        while (value.MoveNext())
        {
            if (value.Field == 1)
            {
                name = state.Name(value);
            }
        }

        return name;
    }
}
