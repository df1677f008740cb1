namespace TypedRtx.Signatures;

/// <summary>Reads <c>FunctionProto</c>.</summary>
internal static class FunctionMessage
{
    public static void Read(WireScope function, OnnxReadState state, FunctionTable functions)
    {
        string name = "";
        string domain = "";
        string overload = "";
        OperatorCalls calls = new();
        while (function.MoveNext())
        {
            switch (function.Field)
            {
                case 1:
                    name = state.KeptName(function);
                    break;
                case 7:
                    NodeMessage.Read(function.Enter("NodeProto"), state, calls, subgraphDepth: 0);
                    break;
                case 10:
                    domain = state.KeptName(function);
                    break;
                case 11:
                    NodeMessage.ReadAttribute(function.Enter("AttributeProto"), state, calls, subgraphDepth: 0);
                    break;
                case 13:
                    overload = state.KeptName(function);
                    break;
            }
        }

        functions.Add(new OperatorName(domain, name, overload), calls, function);
    }
}
