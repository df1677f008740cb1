namespace TypedRtx.Signatures;

/// <summary>Operators that make one element of many along some axes.</summary>
internal static class ReduceRules
{
    public static IReadOnlyList<KnownTensor> Reduce(OperatorCall call)
    {
        KnownTensor input = call.Input(0);
        bool keeps = call.Int("keepdims", 1) != 0;
        IReadOnlyList<long> axes = LayoutRules.AxesOf(call, call.Operator == "ReduceSum" ? 13 : 18) ?? [];
        if (axes.Count == 0 && call.Int("noop_with_empty_axes", 0) != 0)
        {
            return [KnownTensor.Of(input.Element, input.Shape)];
        }

        // Without axes all are reduced, and no rank is needed to know what is left.
        if (axes.Count == 0 && !keeps)
        {
            return [Total(call, input, [])];
        }

        IReadOnlyList<DimensionExpression?> shape = call.Shape(0);
        HashSet<int> gone = axes.Count == 0
            ? [.. Enumerable.Range(0, shape.Count)]
            : [.. axes.Select(axis => OperatorCall.AxisOf(axis, shape.Count))];
        return [Total(call, input, Reduced(shape, gone, keeps))];
    }

    public static IReadOnlyList<KnownTensor> Argument(OperatorCall call)
    {
        IReadOnlyList<DimensionExpression?> shape = call.Shape(0);
        int axis = OperatorCall.AxisOf(call.Int("axis", 0), shape.Count);
        return [KnownTensor.Of(ElementType.Int64, Reduced(shape, [axis], call.Int("keepdims", 1) != 0))];
    }

    private static DimensionExpression?[] Reduced(IReadOnlyList<DimensionExpression?> shape, HashSet<int> gone, bool keeps) => keeps
        ? [.. shape.Select((length, axis) => gone.Contains(axis) ? Lengths.One : length)]
        : [.. shape.Where((_, axis) => !gone.Contains(axis))];

    /// <summary>A list of lengths is often multiplied to a number of elements.</summary>
    private static KnownTensor Total(OperatorCall call, KnownTensor input, IReadOnlyList<DimensionExpression?> shape)
    {
        if (input.Numbers is not { Count: > 0 } numbers || input.Rank != 1 || Lengths.CountOf(shape) != 1
            || !NumberMath.IsInteger(input.Element))
        {
            return KnownTensor.Of(input.Element, shape);
        }

        KnownNumber? total = numbers[0];
        foreach (KnownNumber? number in numbers.Skip(1))
        {
            total = call.Operator switch
            {
                "ReduceProd" => NumberMath.Multiply(total, number),
                "ReduceSum" => NumberMath.Add(total, number, 1),
                "ReduceMax" => NumberMath.Extreme(total, number, isGreater: true),
                "ReduceMin" => NumberMath.Extreme(total, number, isGreater: false),
                _ => null,
            };
        }

        bool isFollowed = call.Operator is "ReduceProd" or "ReduceSum" or "ReduceMax" or "ReduceMin";
        return isFollowed ? KnownTensor.Of(input.Element, shape, [total]) : KnownTensor.Of(input.Element, shape);
    }
}
