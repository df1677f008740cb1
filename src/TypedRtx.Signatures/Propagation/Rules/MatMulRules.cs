namespace TypedRtx.Signatures;

/// <summary>Products of matrices.</summary>
internal static class MatMulRules
{
    public static IReadOnlyList<KnownTensor> MatMul(OperatorCall call) =>
        [KnownTensor.Of(call.Input(0).Element, Product(call, call.Shape(0), call.Shape(1)))];

    public static IReadOnlyList<KnownTensor> MatMulInteger(OperatorCall call) =>
        [KnownTensor.Of(ElementType.Int32, Product(call, call.Shape(0), call.Shape(1)))];

    public static IReadOnlyList<KnownTensor> QLinearMatMul(OperatorCall call) =>
        [KnownTensor.Of(call.Input(7).Element, Product(call, call.Shape(0), call.Shape(3)))];

    public static IReadOnlyList<KnownTensor> FusedMatMul(OperatorCall call) =>
        call.Int("transBatchA", 0) != 0 || call.Int("transBatchB", 0) != 0
            ? []
            :
            [
                KnownTensor.Of(
                    call.Input(0).Element,
                    Product(call, Turned(call.Shape(0), call.Int("transA", 0)), Turned(call.Shape(1), call.Int("transB", 0)))),
            ];

    public static IReadOnlyList<KnownTensor> Gemm(OperatorCall call)
    {
        if (call.Input(0).Rank is not (2 or null) || call.Input(1).Rank is not (2 or null))
        {
            return [];
        }

        IReadOnlyList<DimensionExpression?> left = Turned(call.Input(0).Shape ?? new DimensionExpression?[2], call.Int("transA", 0));
        IReadOnlyList<DimensionExpression?> right = Turned(call.Input(1).Shape ?? new DimensionExpression?[2], call.Int("transB", 0));
        call.RequireEqual(left[1], right[0]);
        return [KnownTensor.Of(call.Input(0).Element, [left[0], right[1]])];
    }

    public static IReadOnlyList<KnownTensor> MatMulNBits(OperatorCall call)
    {
        IReadOnlyList<DimensionExpression?> shape = call.Shape(0);
        return shape.Count == 0
            ? []
            : [KnownTensor.Of(call.Input(0).Element, [.. shape.Take(shape.Count - 1), DimensionExpression.Constant(call.Int("N", -1))])];
    }

    private static IReadOnlyList<DimensionExpression?> Turned(IReadOnlyList<DimensionExpression?> shape, long isTurned) =>
        isTurned == 0 || shape.Count < 2
            ? shape
            : [.. shape.Take(shape.Count - 2), shape[shape.Count - 1], shape[shape.Count - 2]];

    private static DimensionExpression?[] Product(
        OperatorCall call, IReadOnlyList<DimensionExpression?> left, IReadOnlyList<DimensionExpression?> right)
    {
        if (left.Count == 0 || right.Count == 0)
        {
            throw new NotFollowedException();
        }

        call.RequireEqual(left[left.Count - 1], right[Math.Max(0, right.Count - 2)]);
        IReadOnlyList<DimensionExpression?> batch =
            Lengths.Broadcast([left.Take(left.Count - 2).ToArray(), right.Take(right.Count - 2).ToArray()])!;
        List<DimensionExpression?> result = [.. batch];
        if (left.Count > 1)
        {
            result.Add(left[left.Count - 2]);
        }

        if (right.Count > 1)
        {
            result.Add(right[right.Count - 1]);
        }

        return [.. result];
    }
}
