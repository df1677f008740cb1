namespace TypedRtx.Signatures;

/// <summary>Operators whose number of results depends on values, and others that stand alone.</summary>
internal static class MiscellaneousRules
{
    public static IReadOnlyList<KnownTensor> NonMaxSuppression(OperatorCall call) =>
        [KnownTensor.Of(ElementType.Int64, [null, DimensionExpression.Constant(3)])];

    public static IReadOnlyList<KnownTensor> Unique(OperatorCall call)
    {
        KnownTensor indices = KnownTensor.Of(ElementType.Int64, [null]);
        if (!call.HasAttribute("axis"))
        {
            return [KnownTensor.Of(call.Input(0).Element, [null]), indices, indices, indices];
        }

        DimensionExpression?[] shape = [.. call.Shape(0)];
        shape[OperatorCall.AxisOf(call.Int("axis", 0), shape.Length)] = null;
        return [KnownTensor.Of(call.Input(0).Element, shape), indices, indices, indices];
    }

    public static IReadOnlyList<KnownTensor> Compress(OperatorCall call)
    {
        if (!call.HasAttribute("axis"))
        {
            return [KnownTensor.Of(call.Input(0).Element, [null])];
        }

        DimensionExpression?[] shape = [.. call.Shape(0)];
        shape[OperatorCall.AxisOf(call.Int("axis", 0), shape.Length)] = null;
        return [KnownTensor.Of(call.Input(0).Element, shape)];
    }

    public static IReadOnlyList<KnownTensor> RoiAlign(OperatorCall call) => call.Shape(0) is [_, var channels, _, _]
        ?
        [
            KnownTensor.Of(
                call.Input(0).Element,
                [
                    call.Input(1).Shape is [var count, _] ? count : null,
                    channels,
                    DimensionExpression.Constant(call.Int("output_height", 1)),
                    DimensionExpression.Constant(call.Int("output_width", 1)),
                ]),
        ]
        : [];

    public static IReadOnlyList<KnownTensor> EmbedLayerNormalization(OperatorCall call) =>
        call.Shape(0) is [var batch, var sequence] && call.Input(2).Shape is [_, var hidden]
            ? [KnownTensor.Of(call.Input(2).Element, [batch, sequence, hidden]), KnownTensor.Of(ElementType.Int32, [batch])]
            : [];

    public static IReadOnlyList<KnownTensor> Det(OperatorCall call)
    {
        IReadOnlyList<DimensionExpression?> shape = call.Shape(0);
        return shape.Count < 2 ? [] : [KnownTensor.Of(call.Input(0).Element, [.. shape.Take(shape.Count - 2)])];
    }
}
