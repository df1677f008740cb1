namespace TypedRtx.Signatures;

/// <summary>
/// Reads <c>ModelProto</c> for its nodes. The signature has been read before, so whatever is wrong here ends in null and
/// not in an error: what decides whether a model is accepted stands in one place.
/// </summary>
internal static class ModelBodyMessage
{
    public static ModelBody? TryRead(WireInput input)
    {
        input.Position = 0;
        try
        {
            return Read(WireScope.Root(input, "ModelProto"));
        }
        catch (OnnxFormatException)
        {
            return null;
        }
    }

    private static ModelBody? Read(WireScope model)
    {
        BodyReadState state = new();
        GraphBody? graph = null;
        Dictionary<string, long> opsets = new(StringComparer.Ordinal);
        Dictionary<OperatorName, FunctionBody> functions = [];
        while (model.MoveNext())
        {
            switch (model.Field)
            {
                case 7:
                    graph = GraphBodyMessage.Read(model.Enter("GraphProto"), state);
                    break;
                case 8:
                    AddOpset(model.Enter("OperatorSetIdProto"), state, opsets);
                    break;
                case 25:
                    FunctionBodyMessage.Read(model.Enter("FunctionProto"), state, functions);
                    break;
            }
        }

        return graph is null ? null : new ModelBody(graph, functions, opsets);
    }

    /// <summary>Reads <c>OperatorSetIdProto</c>.</summary>
    public static void AddOpset(WireScope opset, BodyReadState state, Dictionary<string, long> opsets)
    {
        string domain = "";
        long version = 0;
        while (opset.MoveNext())
        {
            switch (opset.Field)
            {
                case 1:
                    domain = state.Name(opset);
                    break;
                case 2:
                    version = opset.Int64();
                    break;
            }
        }

        opsets[OperatorName.DomainOf(domain)] = version;
    }
}
