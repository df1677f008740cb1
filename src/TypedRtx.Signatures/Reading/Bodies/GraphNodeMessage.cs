namespace TypedRtx.Signatures;

/// <summary>Reads <c>NodeProto</c> whole.</summary>
internal static class GraphNodeMessage
{
    private static readonly Dictionary<string, NodeAttribute> NoAttributes = new(StringComparer.Ordinal);

    public static GraphNode Read(WireScope node, BodyReadState state)
    {
        state.CountNode(node);
        string operation = "";
        string domain = "";
        string overload = "";
        List<string> inputs = [];
        List<string> outputs = [];
        Dictionary<string, NodeAttribute>? attributes = null;
        while (node.MoveNext())
        {
            switch (node.Field)
            {
                case 1:
                    inputs.Add(state.Name(node));
                    break;
                case 2:
                    outputs.Add(state.Name(node));
                    break;
                case 4:
                    operation = state.Name(node);
                    break;
                case 5:
                    NodeAttribute attribute = AttributeMessage.Read(node.Enter("AttributeProto"), state);
                    attributes ??= new Dictionary<string, NodeAttribute>(StringComparer.Ordinal);
                    attributes[attribute.Name] = attribute;
                    break;
                case 7:
                    domain = OperatorName.DomainOf(state.Name(node));
                    break;
                case 8:
                    overload = state.Name(node);
                    break;
            }
        }

        return new GraphNode(new OperatorName(domain, operation, overload), inputs, outputs, attributes ?? NoAttributes);
    }
}
