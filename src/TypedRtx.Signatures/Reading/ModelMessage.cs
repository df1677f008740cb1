namespace TypedRtx.Signatures;

/// <summary>Reads <c>ModelProto</c>.</summary>
internal static class ModelMessage
{
    public static OnnxModelInfo Read(WireInput input)
    {
        OnnxReadState state = new();
        long irVersion = 0;
        string producer = "";
        GraphContents? graph = null;
        OpsetList opsets = new();
        MetadataList metadata = new();
        FunctionTable functions = new();
        WireScope model = WireScope.Root(input, "ModelProto");
        bool isKnown = false;
        try
        {
            while (model.MoveNext())
            {
                switch (model.Field)
                {
                    case 1:
                        irVersion = model.Int64();
                        break;
                    case 2:
                        producer = model.Text(OnnxLimits.NameLength);
                        break;
                    case 7:
                        model.RequireFirst(graph is null);
                        graph = GraphMessage.ReadMain(model.Enter("GraphProto"), state);
                        break;
                    case 8:
                        opsets.Add(model.Enter("OperatorSetIdProto"));
                        break;
                    case 14:
                        metadata.Add(model.Enter("StringStringEntryProto"));
                        break;
                    case 25:
                        FunctionMessage.Read(model.Enter("FunctionProto"), state, functions);
                        break;
                }

                isKnown |= model.Field is 1 or 7 or 8;
            }
        }
        catch (OnnxFormatException e) when (!isKnown && e.Kind == OnnxFormatError.Malformed)
        {
            throw new OnnxFormatException(
                OnnxFormatError.NotOnnx, e.Position, $"The file is not an ONNX model. {e.Message}", e);
        }

        ModelRules.CheckVersion(irVersion, graph, model);
        functions.Check(graph!.Calls, model);
        return new OnnxModelInfo(
            new ModelSignature(
                opsets.ToOpsets(model),
                InputRules.Inputs(graph, irVersion, model),
                graph.Outputs.ToEquatableArray(),
                EquatableArray<SymbolRelation>.Empty),
            irVersion,
            producer,
            state.ExternalFiles,
            metadata.Entries);
    }
}
