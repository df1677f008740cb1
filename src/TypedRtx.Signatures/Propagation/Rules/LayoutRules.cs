namespace TypedRtx.Signatures;

/// <summary>Operators that reorder, add and take away axes.</summary>
internal static class LayoutRules
{
    public static IReadOnlyList<KnownTensor> Transpose(OperatorCall call)
    {
        IReadOnlyList<DimensionExpression?> shape = call.Shape(0);
        if (shape.Count < 2)
        {
            return [call.Input(0)];
        }

        long[] order = [.. call.Ints("perm") ?? [.. Enumerable.Range(0, shape.Count).Reverse().Select(axis => (long)axis)]];
        return order.Distinct().Count() != shape.Count || order.Length != shape.Count
            ? []
            : [KnownTensor.Of(call.Input(0).Element, [.. order.Select(axis => shape[OperatorCall.AxisOf(axis, shape.Count)])])];
    }

    public static IReadOnlyList<KnownTensor> Squeeze(OperatorCall call)
    {
        IReadOnlyList<DimensionExpression?> shape = call.Shape(0);
        if (AxesOf(call, since: 13) is not { } axes)
        {
            return shape.All(IsOneOrNever)
                ? [call.Input(0).WithShape([.. shape.Where(length => Lengths.ConstantOf(length) != 1)])]
                : [];
        }

        HashSet<int> gone = [.. axes.Select(axis => OperatorCall.AxisOf(axis, shape.Count))];
        if (gone.Any(axis => Lengths.ConstantOf(shape[axis]) is not (null or 1)))
        {
            throw new RunFailsException();
        }

        return [call.Input(0).WithShape([.. shape.Where((_, axis) => !gone.Contains(axis))])];
    }

    public static IReadOnlyList<KnownTensor> Unsqueeze(OperatorCall call)
    {
        IReadOnlyList<DimensionExpression?> shape = call.Shape(0);
        IReadOnlyList<long> axes = AxesOf(call, since: 13) ?? throw new NotFollowedException();
        int rank = shape.Count + axes.Count;
        HashSet<int> added = [.. axes.Select(axis => OperatorCall.AxisOf(axis, rank))];
        if (added.Count != axes.Count)
        {
            return [];
        }

        Queue<DimensionExpression?> rest = new(shape);
        return
        [
            call.Input(0).WithShape(
                [.. Enumerable.Range(0, rank).Select(axis => added.Contains(axis) ? Lengths.One : rest.Dequeue())]),
        ];
    }

    public static IReadOnlyList<KnownTensor> DepthToSpace(OperatorCall call) =>
        Blocks(call, (length, size) => Lengths.Multiply(length, size), (depth, size) => Lengths.Divide(depth, size * size));

    public static IReadOnlyList<KnownTensor> SpaceToDepth(OperatorCall call) =>
        Blocks(call, (length, size) => Lengths.Divide(length, size), (depth, size) => Lengths.Multiply(depth, size * size));

    /// <summary>The axes that an attribute gives, or from some version on an input; null when they are left out.</summary>
    public static IReadOnlyList<long>? AxesOf(OperatorCall call, long since) =>
        call.Version < since ? call.Ints("axes") : call.HasInput(1) ? call.Constants(1) : null;

    private static IReadOnlyList<KnownTensor> Blocks(
        OperatorCall call,
        Func<DimensionExpression?, long, DimensionExpression?> space,
        Func<DimensionExpression?, long, DimensionExpression?> depth)
    {
        long size = call.Int("blocksize", 0);
        return call.Shape(0) is [var batch, var channels, var height, var width] && size is > 0 and < short.MaxValue
            ? [KnownTensor.Of(call.Input(0).Element, [batch, depth(channels, size), space(height, size), space(width, size)])]
            : [];
    }

    private static bool IsOneOrNever(DimensionExpression? length) =>
        Lengths.ConstantOf(length) is not null || Lengths.IsAtLeast(length, 2);
}
