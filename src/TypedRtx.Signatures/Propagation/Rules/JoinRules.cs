namespace TypedRtx.Signatures;

/// <summary>Operators that put tensors together, take them apart and repeat them.</summary>
internal static class JoinRules
{
    public static IReadOnlyList<KnownTensor> Concat(OperatorCall call)
    {
        KnownTensor[] parts = [.. call.Inputs];
        IReadOnlyList<DimensionExpression?>? known = parts.FirstOrDefault(part => part.Shape is not null)?.Shape;
        if (known is null)
        {
            return [];
        }

        int axis = OperatorCall.AxisOf(call.Int("axis", call.Version < 4 ? 1 : 0), known.Count);
        // The runtime does not compare the axes of parts without elements, so only those of others are sure.
        IReadOnlyList<DimensionExpression?>? sure = parts
            .FirstOrDefault(part => part.Rank == known.Count && part.Shape!.All(length => Lengths.IsAtLeast(length, 1)))?.Shape;
        DimensionExpression?[] shape = [.. sure ?? known];
        DimensionExpression? sum = Lengths.Zero;
        foreach (KnownTensor part in parts)
        {
            sum = part.Shape is { } own && own.Count == shape.Length ? Lengths.Add(sum, own[axis]) : null;
            for (int i = 0; i < shape.Length; i++)
            {
                DimensionExpression? length = part.Rank == shape.Length ? part.Shape![i] : null;
                if (i != axis && shape[i] != length)
                {
                    call.ExpectEqual(shape[i], length);
                    shape[i] = sure is not null ? shape[i] : null;
                }
            }
        }

        shape[axis] = sum;
        return [NumbersOf(parts, shape)];
    }

    public static IReadOnlyList<KnownTensor> Split(OperatorCall call)
    {
        IReadOnlyList<DimensionExpression?> shape = call.Shape(0);
        int axis = OperatorCall.AxisOf(call.Int("axis", 0), shape.Count);
        IReadOnlyList<DimensionExpression?> lengths = SplitLengths(call, shape[axis]);
        List<KnownTensor> results = [];
        int start = 0;
        foreach (DimensionExpression? length in lengths)
        {
            DimensionExpression?[] part = [.. shape];
            part[axis] = length;
            KnownTensor input = call.Input(0);
            long? count = Lengths.ConstantOf(length);
            results.Add(shape.Count == 1 && input.Numbers is { } numbers && count is >= 0 && start + count <= numbers.Count
                ? KnownTensor.Of(input.Element, part, [.. numbers.Skip(start).Take((int)count)])
                : KnownTensor.Of(input.Element, part));
            start = (int)Math.Min(int.MaxValue / 2, start + (count is >= 0 ? count.Value : int.MaxValue / 2));
        }

        return results;
    }

    public static IReadOnlyList<KnownTensor> Expand(OperatorCall call)
    {
        KnownTensor data = call.Input(0);
        IReadOnlyList<DimensionExpression?>? shape = Lengths.Broadcast([data.Shape, ShapeRules.ShapeIn(call.Input(1))]);
        return data.Numbers is [var number] && Lengths.CountOf(shape) is <= OnnxLimits.FollowedElements and long count
            ? [KnownTensor.Of(data.Element, shape!, [.. Enumerable.Repeat(number, (int)count)])]
            : [KnownTensor.Of(data.Element, shape)];
    }

    public static IReadOnlyList<KnownTensor> Tile(OperatorCall call)
    {
        IReadOnlyList<DimensionExpression?> shape = call.Shape(0);
        if (call.Version < 6)
        {
            return [KnownTensor.Of(call.Input(0).Element, new DimensionExpression?[shape.Count])];
        }

        IReadOnlyList<DimensionExpression?> repeats = ShapeRules.ShapeIn(call.Input(1));
        return repeats.Count == shape.Count
            ? [KnownTensor.Of(call.Input(0).Element, [.. shape.Select((length, axis) => Lengths.Multiply(length, repeats[axis]))])]
            : [];
    }

    public static IReadOnlyList<KnownTensor> Pad(OperatorCall call)
    {
        IReadOnlyList<DimensionExpression?> shape = call.Shape(0);
        IReadOnlyList<DimensionExpression?> pads = call.Version < 11
            ? [.. (call.Ints(call.Version < 2 ? "paddings" : "pads") ?? throw new NotFollowedException())
                .Select(DimensionExpression.Constant)]
            : PadsIn(call, shape.Count);
        IReadOnlyList<long> axes = call.HasInput(3) ? call.Constants(3) : [.. Enumerable.Range(0, shape.Count).Select(axis => (long)axis)];
        if (pads.Count != 2 * axes.Count)
        {
            return [];
        }

        DimensionExpression?[] result = [.. shape];
        for (int i = 0; i < axes.Count; i++)
        {
            int axis = OperatorCall.AxisOf(axes[i], shape.Count);
            result[axis] = Lengths.Add(Lengths.Add(result[axis], pads[i]), pads[i + axes.Count]);
        }

        return [KnownTensor.Of(call.Input(0).Element, result)];
    }

    private static KnownTensor NumbersOf(KnownTensor[] parts, DimensionExpression?[] shape)
    {
        ElementType element = parts[0].Element;
        if (shape.Length != 1 || Lengths.CountOf(shape) is not <= OnnxLimits.FollowedElements)
        {
            return KnownTensor.Of(element, shape);
        }

        List<KnownNumber?> numbers = [];
        foreach (KnownTensor part in parts)
        {
            numbers.AddRange(part.Numbers ?? new KnownNumber?[(int)Lengths.CountOf(part.Shape)!.Value]);
        }

        return KnownTensor.Of(element, shape, numbers);
    }

    private static IReadOnlyList<DimensionExpression?> SplitLengths(OperatorCall call, DimensionExpression? length)
    {
        if (call.Version < 13 ? call.HasAttribute("split") : call.HasInput(1))
        {
            return call.Version < 13
                ? [.. call.Ints("split")!.Select(DimensionExpression.Constant)]
                : ShapeRules.ShapeIn(call.Input(1));
        }

        // Version 1 may have the lengths as an input.
        if (call.Version < 2 && call.HasInput(1))
        {
            throw new NotFollowedException();
        }

        int parts = call.OutputCount;
        if (call.Version < 18)
        {
            // Parts that are not equal end the run.
            return [.. Enumerable.Repeat(Lengths.Divide(length, parts), parts)];
        }

        long stated = call.Int("num_outputs", parts);
        if (stated != parts)
        {
            throw new NotFollowedException();
        }

        DimensionExpression? part = Lengths.DivideUp(length, parts);
        DimensionExpression? last = Lengths.Subtract(length, Lengths.Multiply(part, parts - 1));
        return [.. Enumerable.Repeat(part, parts - 1), IsEven(length, parts) ? Lengths.Divide(length, parts) : last];
    }

    private static bool IsEven(DimensionExpression? length, int parts) =>
        length is not null && length.Terms.All(term => term.Coefficient % parts == 0);

    private static IReadOnlyList<DimensionExpression?> PadsIn(OperatorCall call, int rank)
    {
        // Pads may be negative, so each is whatever the tensor says.
        IReadOnlyList<DimensionExpression?> pads = call.Input(1).Numbers is { } numbers
            ? [.. numbers.Select(number => number?.Integer)]
            : new DimensionExpression?[call.HasInput(3) ? throw new NotFollowedException() : 2 * rank];
        return pads;
    }
}
