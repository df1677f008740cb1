namespace TypedRtx.Signatures;

/// <summary>Operators that pick elements.</summary>
internal static class GatherRules
{
    public static IReadOnlyList<KnownTensor> Gather(OperatorCall call)
    {
        KnownTensor data = call.Input(0);
        IReadOnlyList<DimensionExpression?> shape = call.Shape(0);
        IReadOnlyList<DimensionExpression?> indices = call.Shape(1);
        int axis = OperatorCall.AxisOf(call.Int("axis", 0), shape.Count);
        if (Lengths.ConstantOf(shape[axis]) is { } length
            && call.Input(1).Numbers?.Any(index => index?.Constant < -length || index?.Constant >= length) == true)
        {
            throw new RunFailsException();
        }

        DimensionExpression?[] result = [.. shape.Take(axis), .. indices, .. shape.Skip(axis + 1)];
        return data.Numbers is { } numbers && shape.Count == 1 && call.Input(1).Numbers is { } picks
            ? [KnownTensor.Of(data.Element, result, [.. picks.Select(pick => At(numbers, pick?.Constant))])]
            : [KnownTensor.Of(data.Element, result)];
    }

    public static IReadOnlyList<KnownTensor> GatherElements(OperatorCall call) =>
        [KnownTensor.Of(call.Input(0).Element, call.Shape(1))];

    public static IReadOnlyList<KnownTensor> GatherND(OperatorCall call)
    {
        IReadOnlyList<DimensionExpression?> shape = call.Shape(0);
        IReadOnlyList<DimensionExpression?> indices = call.Shape(1);
        long batch = call.Int("batch_dims", 0);
        if (indices.Count == 0
            || Lengths.ConstantOf(indices[indices.Count - 1]) is not (>= 0 and <= OnnxLimits.Rank and long depth)
            || batch < 0 || batch + depth > shape.Count)
        {
            return [];
        }

        return
        [
            KnownTensor.Of(
                call.Input(0).Element, [.. indices.Take(indices.Count - 1), .. shape.Skip((int)(batch + depth))]),
        ];
    }

    public static IReadOnlyList<KnownTensor> OneHot(OperatorCall call)
    {
        IReadOnlyList<DimensionExpression?> indices = call.Shape(0);
        int axis = OperatorCall.AxisOf(call.Int("axis", -1), indices.Count + 1);
        DimensionExpression? depth = ShapeRules.Single(call.Input(1))?.Integer;
        return [KnownTensor.Of(call.Input(2).Element, [.. indices.Take(axis), depth, .. indices.Skip(axis)])];
    }

    public static IReadOnlyList<KnownTensor> NonZero(OperatorCall call) =>
        [KnownTensor.Of(ElementType.Int64, [DimensionExpression.Constant(Math.Max(1, call.Shape(0).Count)), null])];

    public static IReadOnlyList<KnownTensor> TopK(OperatorCall call)
    {
        DimensionExpression?[] shape = [.. call.Shape(0)];
        int axis = OperatorCall.AxisOf(call.Int("axis", -1), shape.Length);
        shape[axis] = call.Version < 10
            ? DimensionExpression.Constant(call.Int("k", -1))
            : ShapeRules.Single(call.Input(1))?.Integer;
        return [KnownTensor.Of(call.Input(0).Element, shape), KnownTensor.Of(ElementType.Int64, shape)];
    }

    private static KnownNumber? At(IReadOnlyList<KnownNumber?> numbers, long? index)
    {
        long? found = index < 0 ? index + numbers.Count : index;
        return found >= 0 && found < numbers.Count ? numbers[(int)found.Value] : null;
    }
}
