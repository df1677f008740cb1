namespace TypedRtx.Signatures;

/// <summary>Reads <c>TensorShapeProto</c>.</summary>
internal static class ShapeMessage
{
    public static EquatableArray<Dimension> Read(WireScope shape, OnnxReadState state)
    {
        List<Dimension> dimensions = [];
        while (shape.MoveNext())
        {
            if (shape.Field != 1)
            {
                continue;
            }

            if (dimensions.Count == OnnxLimits.Rank)
            {
                throw shape.Limit("a shape has more axes than", OnnxLimits.Rank);
            }

            state.CountAxis(shape);
            dimensions.Add(ReadDimension(shape.Enter("TensorShapeProto.Dimension"), state));
        }

        return dimensions.ToEquatableArray();
    }

    /// <summary>Refuses a shape whose fixed lengths alone give more bytes than 64 bits can count.</summary>
    public static void CheckSize(EquatableArray<Dimension>? shape, ElementType element, in WireScope scope)
    {
        if (shape is not { } dimensions)
        {
            return;
        }

        TensorSize size = TensorSize.Of(element);
        foreach (Dimension dimension in dimensions)
        {
            size = size.Times(dimension.Value ?? 1);
        }

        if (size.IsTooLarge)
        {
            throw scope.Invalid($"{new TensorType(element, shape)} has more bytes than 64 bits can count.");
        }
    }

    private static Dimension ReadDimension(WireScope dimension, OnnxReadState state)
    {
        Dimension result = Dimension.Unknown;
        bool isStated = false;
        while (dimension.MoveNext())
        {
            if (dimension.Field is not (1 or 2))
            {
                continue;
            }

            dimension.RequireFirst(!isStated);
            isStated = true;
            result = dimension.Field == 1 ? Length(dimension) : state.DimParam(dimension);
        }

        return result;
    }

    private static Dimension Length(in WireScope dimension) => dimension.Int64() switch
    {
        >= 0 and long length => Dimension.Of(length),
        -1 => Dimension.Unknown,
        long length => throw dimension.Invalid(
            $"an axis has length {DimensionExpression.Number(length)}; a length is at least 0, or -1 for unknown."),
    };
}
