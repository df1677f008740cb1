namespace TypedRtx.Signatures;

/// <summary>Reads <c>AttributeProto</c>.</summary>
internal static class AttributeMessage
{
    /// <summary>Longer texts are no mode and no equation.</summary>
    private const int MaxTextLength = 256;

    public static NodeAttribute Read(WireScope attribute, BodyReadState state)
    {
        state.CountItem(attribute);
        NodeAttribute result = new();
        long type = 0;
        while (attribute.MoveNext())
        {
            switch (attribute.Field)
            {
                case 1:
                    result.Name = state.Name(attribute);
                    break;
                case 2:
                    result.Float = attribute.Float32();
                    break;
                case 3:
                    result.Int = attribute.Int64();
                    break;
                case 4 when attribute.PayloadLength <= MaxTextLength:
                    result.Text = attribute.Text(MaxTextLength);
                    break;
                case 5:
                    result.Tensor = ConstantTensorMessage.Read(attribute.Enter("TensorProto"), state, out _);
                    break;
                case 6:
                    result.Graph = GraphBodyMessage.Read(attribute.Enter("GraphProto"), state);
                    break;
                case 7:
                    attribute.AppendFloat32(result.Floats ??= [], OnnxLimits.FollowedAttributeNumbers);
                    break;
                case 8:
                    attribute.AppendInt64(result.Ints ??= [], OnnxLimits.FollowedAttributeNumbers);
                    break;
                case 9:
                    result.TextCount++;
                    break;
                case 20:
                    type = attribute.Int64();
                    break;
                case 21:
                    result.Reference = state.Name(attribute);
                    break;
            }
        }

        state.CountNumbers((result.Ints?.Count ?? 0) + (result.Floats?.Count ?? 0), attribute);
        SetDefault(result, type);
        return result;
    }

    /// <summary>Writers may leave a field out whose value is 0, and an empty list has no field at all.</summary>
    private static void SetDefault(NodeAttribute attribute, long type)
    {
        switch (type)
        {
            case 1:
                attribute.Float ??= 0;
                break;
            case 2:
                attribute.Int ??= 0;
                break;
            case 6:
                attribute.Floats ??= [];
                break;
            case 7:
                attribute.Ints ??= [];
                break;
        }
    }
}
