namespace TypedRtx.Signatures;

/// <summary>Reads <c>FunctionProto</c> for its nodes.</summary>
internal static class FunctionBodyMessage
{
    public static void Read(WireScope function, BodyReadState state, Dictionary<OperatorName, FunctionBody> functions)
    {
        string name = "";
        string domain = "";
        string overload = "";
        FunctionBody body = new();
        while (function.MoveNext())
        {
            switch (function.Field)
            {
                case 1:
                    name = state.Name(function);
                    break;
                case 4:
                    body.Inputs.Add(state.Name(function));
                    break;
                case 5:
                    body.Outputs.Add(state.Name(function));
                    break;
                case 7:
                    body.Nodes.Add(GraphNodeMessage.Read(function.Enter("NodeProto"), state));
                    break;
                case 9:
                    ModelBodyMessage.AddOpset(function.Enter("OperatorSetIdProto"), state, body.Opsets);
                    break;
                case 10:
                    domain = OperatorName.DomainOf(state.Name(function));
                    break;
                case 11:
                    NodeAttribute attribute = AttributeMessage.Read(function.Enter("AttributeProto"), state);
                    body.Defaults[attribute.Name] = attribute;
                    break;
                case 13:
                    overload = state.Name(function);
                    break;
            }
        }

        functions[new OperatorName(domain, name, overload)] = body;
    }
}
