namespace TypedRtx.Signatures;

/// <summary>Operators that slide a window over the axes behind batch and channels.</summary>
internal static class WindowRules
{
    private const int Leading = 2;

    public static IReadOnlyList<KnownTensor> Conv(OperatorCall call) =>
        [Convolved(call, call.Input(0), call.Input(1), call.Operator == "ConvInteger" ? ElementType.Int32 : call.Input(0).Element)];

    public static IReadOnlyList<KnownTensor> QLinearConv(OperatorCall call) =>
        [Convolved(call, call.Input(0), call.Input(3), call.Input(7).Element)];

    public static IReadOnlyList<KnownTensor> ConvTranspose(OperatorCall call)
    {
        IReadOnlyList<DimensionExpression?> data = call.Shape(0);
        IReadOnlyList<DimensionExpression?>? weights = call.Input(1).Shape;
        DimensionExpression? channels = Lengths.Multiply(weights is { Count: >= Leading } ? weights[1] : null, call.Int("group", 1));
        WindowAttributes window = WindowAttributes.Of(call, KernelIn(weights, data.Count), data.Count - Leading);
        IReadOnlyList<long>? stated = call.Ints("output_shape");
        IReadOnlyList<long>? extra = call.Ints("output_padding");
        DimensionExpression?[] places =
        [
            .. data.Skip(Leading).Select((length, i) =>
                stated is not null ? (stated.Count == data.Count - Leading ? DimensionExpression.Constant(stated[i]) : null)
                : window.Transposed(i, length, extra is null ? 0 : i < extra.Count ? extra[i] : throw new NotFollowedException())),
        ];
        RequirePlaces(places);
        return [KnownTensor.Of(call.Input(0).Element, [data[0], channels, .. places])];
    }

    public static IReadOnlyList<KnownTensor> Pool(OperatorCall call)
    {
        IReadOnlyList<DimensionExpression?> data = call.Shape(0);
        IReadOnlyList<long?> kernel = [.. (call.Ints("kernel_shape") ?? throw new NotFollowedException()).Select(length => (long?)length)];
        WindowAttributes window = WindowAttributes.Of(call, kernel, data.Count - Leading);
        RequireElements(data);
        DimensionExpression?[] shape =
            [.. data.Take(Leading), .. data.Skip(Leading).Select((length, i) => window.Pooled(i, length))];
        return [KnownTensor.Of(call.Input(0).Element, shape), KnownTensor.Of(ElementType.Int64, shape)];
    }

    public static IReadOnlyList<KnownTensor> GlobalPool(OperatorCall call)
    {
        IReadOnlyList<DimensionExpression?> shape = call.Shape(0);
        RequireElements(shape);
        return
        [
            KnownTensor.Of(call.Input(0).Element,
                [.. shape.Take(Leading), .. shape.Skip(Leading).Select(_ => Lengths.One)]),
        ];
    }

    private static KnownTensor Convolved(OperatorCall call, KnownTensor data, KnownTensor weights, ElementType element)
    {
        IReadOnlyList<DimensionExpression?> shape = data.Shape ?? throw new NotFollowedException();
        if (shape.Count <= Leading)
        {
            throw new NotFollowedException();
        }

        WindowAttributes window = WindowAttributes.Of(call, KernelIn(weights.Shape, shape.Count), shape.Count - Leading);
        DimensionExpression?[] places = [.. shape.Skip(Leading).Select((length, i) => window.Convolved(i, length))];
        RequirePlaces(places);
        return KnownTensor.Of(element, [shape[0], weights.Rank == shape.Count ? weights.Shape![0] : null, .. places]);
    }

    /// <summary>Ends a case in which data that are pooled have no elements, other than for an empty batch.</summary>
    private static void RequireElements(IReadOnlyList<DimensionExpression?> data)
    {
        if (data.Skip(1).Any(length => Lengths.ConstantOf(length) == 0))
        {
            throw new RunFailsException();
        }
    }

    /// <summary>Ends a case in which a window has no place, which the runtime refuses.</summary>
    private static void RequirePlaces(DimensionExpression?[] places)
    {
        if (places.Any(length => Lengths.ConstantOf(length) <= 0))
        {
            throw new RunFailsException();
        }
    }

    private static long?[] KernelIn(IReadOnlyList<DimensionExpression?>? weights, int rank) => weights?.Count == rank
        ? [.. weights.Skip(Leading).Select(Lengths.ConstantOf)]
        : new long?[Math.Max(0, rank - Leading)];
}
