namespace TypedRtx.Signatures;

/// <summary>Reads <c>NodeProto</c> for its operator and for the tensors and graphs in its attributes.</summary>
internal static class NodeMessage
{
    public static void Read(WireScope node, OnnxReadState state, OperatorCalls calls, int subgraphDepth)
    {
        state.CountNode(node);
        string operation = "";
        string domain = "";
        string overload = "";
        while (node.MoveNext())
        {
            switch (node.Field)
            {
                case 4:
                    operation = node.Name();
                    break;
                case 5:
                    ReadAttribute(node.Enter("AttributeProto"), state, calls, subgraphDepth);
                    break;
                case 7:
                    domain = node.Name();
                    break;
                case 8:
                    overload = node.Name();
                    break;
            }
        }

        if (calls.Add(new OperatorName(domain, operation, overload)))
        {
            state.CountName(operation.Length + domain.Length + overload.Length, node);
        }
    }

    /// <summary>Reads <c>AttributeProto</c>.</summary>
    public static void ReadAttribute(WireScope attribute, OnnxReadState state, OperatorCalls calls, int subgraphDepth)
    {
        while (attribute.MoveNext())
        {
            switch (attribute.Field)
            {
                case 5 or 10:
                    TensorMessage.Read(attribute.Enter("TensorProto"), state, isNamed: false);
                    break;
                case 6 or 11:
                    GraphMessage.ReadNested(attribute.Enter("GraphProto"), state, calls, subgraphDepth + 1);
                    break;
                case 22 or 23:
                    SparseTensorMessage.Read(attribute.Enter("SparseTensorProto"), state, isNamed: false);
                    break;
            }
        }
    }
}
