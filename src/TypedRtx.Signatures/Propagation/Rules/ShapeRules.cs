namespace TypedRtx.Signatures;

/// <summary>Operators that turn shapes into values and values into shapes.</summary>
internal static class ShapeRules
{
    public static IReadOnlyList<KnownTensor> Constant(OperatorCall call)
    {
        if (call.Attribute("value") is { } value)
        {
            return value.Tensor is { } tensor ? [KnownTensor.Of(tensor)] : [];
        }

        if (call.Attribute("value_int") is { Int: { } integer })
        {
            return [KnownTensor.OfScalar(ElementType.Int64, KnownNumber.Of(integer))];
        }

        if (call.Attribute("value_ints") is { Ints: { } integers })
        {
            return [KnownTensor.OfVector(ElementType.Int64, [.. integers.Select(KnownNumber.Of)])];
        }

        if (call.Attribute("value_float") is { Float: { } real })
        {
            return [KnownTensor.OfScalar(ElementType.Float32, KnownNumber.TryOf(real))];
        }

        if (call.Attribute("value_floats") is { Floats: { } reals })
        {
            return [KnownTensor.OfVector(ElementType.Float32, [.. reals.Select(item => KnownNumber.TryOf(item))])];
        }

        return call.Attribute("value_strings") is { } texts
            ? [KnownTensor.Of(ElementType.String, [DimensionExpression.Constant(texts.TextCount)])]
            : call.HasAttribute("value_string") ? [KnownTensor.Of(ElementType.String, [])] : [];
    }

    public static IReadOnlyList<KnownTensor> ConstantOfShape(OperatorCall call)
    {
        IReadOnlyList<DimensionExpression?> shape = ShapeIn(call.Input(0));
        KnownTensor value = call.Attribute("value") is not { } attribute
            ? KnownTensor.OfScalar(ElementType.Float32, KnownNumber.Of(0))
            : attribute.Tensor is { } tensor ? KnownTensor.Of(tensor)
            : KnownTensor.Unknown;
        return value.Numbers is [var number] && Lengths.CountOf(shape) is <= OnnxLimits.FollowedElements and long count
            ? [KnownTensor.Of(value.Element, shape, [.. Enumerable.Repeat(number, (int)count)])]
            : [KnownTensor.Of(value.Element, shape)];
    }

    public static IReadOnlyList<KnownTensor> Shape(OperatorCall call)
    {
        IReadOnlyList<DimensionExpression?> shape = call.Shape(0);
        long start = Clamp(call.Int("start", 0), shape.Count);
        long end = Clamp(call.Int("end", shape.Count), shape.Count);
        return
        [
            KnownTensor.OfVector(
                ElementType.Int64,
                [.. shape.Skip((int)start).Take((int)Math.Max(0, end - start)).Select(KnownNumber.OrNull)]),
        ];
    }

    public static IReadOnlyList<KnownTensor> Size(OperatorCall call) =>
        [KnownTensor.OfScalar(ElementType.Int64, KnownNumber.OrNull(Lengths.Product(call.Shape(0))))];

    public static IReadOnlyList<KnownTensor> Range(OperatorCall call)
    {
        ElementType element = call.Input(0).Element;
        DimensionExpression? length = null;
        KnownNumber? start = Single(call.Input(0));
        long? step = Single(call.Input(2))?.Constant;
        if (start?.Integer is { } from && Single(call.Input(1))?.Integer is { } to && step is not (null or 0 or long.MinValue))
        {
            DimensionExpression distance = step > 0 ? to - from : from - to;
            length = Lengths.IsAtLeast(distance, 0) ? Lengths.DivideUp(distance, Math.Abs(step.Value))
                : distance.IsConstant ? Lengths.Zero
                : null;
        }

        return length is { IsConstant: true, ConstantValue: <= OnnxLimits.FollowedElements and long count }
            ?
            [
                KnownTensor.OfVector(element, [.. Enumerable.Range(0, (int)count).Select(i =>
                    KnownNumber.OrNull(Lengths.Add(start!.Integer, step!.Value * i)))]),
            ]
            : [KnownTensor.Of(element, [length])];
    }

    public static IReadOnlyList<KnownTensor> Random(OperatorCall call) =>
        [KnownTensor.Of(ElementType.Undefined, call.Ints("shape")?.Select(DimensionExpression.Constant).ToArray())];

    /// <summary>The shape that a tensor holds as its elements.</summary>
    /// <exception cref="NotFollowedException">Not even the number of axes is known.</exception>
    public static IReadOnlyList<DimensionExpression?> ShapeIn(KnownTensor tensor)
    {
        if (tensor.Numbers is { } numbers)
        {
            return [.. numbers.Select(number => number?.Integer)];
        }

        return tensor.Shape is [{ } length] && Lengths.ConstantOf(length) is >= 0 and <= OnnxLimits.Rank and long rank
            ? new DimensionExpression?[(int)rank]
            : throw new NotFollowedException();
    }

    /// <summary>The one element of a tensor; null when it is not known.</summary>
    public static KnownNumber? Single(KnownTensor tensor) => tensor.Numbers is [var number] ? number : null;

    private static long Clamp(long axis, int rank) => Math.Max(0, Math.Min(rank, axis < 0 ? axis + rank : axis));
}
