namespace TypedRtx.Signatures;

/// <summary>The operator <c>Slice</c>.</summary>
internal static class SliceRules
{
    public static IReadOnlyList<KnownTensor> Slice(OperatorCall call)
    {
        IReadOnlyList<DimensionExpression?> shape = call.Shape(0);
        IReadOnlyList<KnownNumber?>? starts = BoundsOf(call, "starts", 1);
        IReadOnlyList<KnownNumber?>? ends = BoundsOf(call, "ends", 2);
        bool hasAxes = call.Version < 10 ? call.HasAttribute("axes") : call.HasInput(3);
        IReadOnlyList<long> axes = hasAxes
            ? (call.Version < 10 ? call.Ints("axes")! : call.Constants(3))
            : [.. Enumerable.Range(0, starts?.Count ?? ends?.Count ?? throw new NotFollowedException()).Select(axis => (long)axis)];
        IReadOnlyList<KnownNumber?>? steps = call.Version >= 10 && call.HasInput(4) ? call.Input(4).Numbers : null;
        bool hasSteps = call.Version >= 10 && call.HasInput(4);

        DimensionExpression?[] result = [.. shape];
        for (int i = 0; i < axes.Count; i++)
        {
            int axis = OperatorCall.AxisOf(axes[i], shape.Count);
            long? step = !hasSteps ? 1 : steps is not null && i < steps.Count ? steps[i]?.Constant : null;
            result[axis] = SliceLength.Of(shape[axis], At(starts, i), At(ends, i), step);
        }

        KnownTensor input = call.Input(0);
        return shape.Count == 1 && input.Numbers is { } numbers && axes.Count == 1
            ? [Pick(input, numbers, result, At(starts, 0), hasSteps ? Lengths.ConstantOf(At(steps, 0)) : 1)]
            : [KnownTensor.Of(input.Element, result)];
    }

    private static KnownTensor Pick(
        KnownTensor input, IReadOnlyList<KnownNumber?> numbers, DimensionExpression?[] shape, DimensionExpression? start, long? step)
    {
        if (Lengths.CountOf(shape) is not { } count || Lengths.ConstantOf(start) is not { } from || step is null)
        {
            return KnownTensor.Of(input.Element, shape);
        }

        long most = step < 0 ? numbers.Count - 1 : numbers.Count;
        long first = Math.Max(0, Math.Min(most, from < 0 ? from + numbers.Count : from));
        KnownNumber?[] picked = new KnownNumber?[count];
        for (int i = 0; i < picked.Length; i++)
        {
            long index = first + (i * step.Value);
            if (index < 0 || index >= numbers.Count)
            {
                return KnownTensor.Of(input.Element, shape);
            }

            picked[i] = numbers[(int)index];
        }

        return KnownTensor.Of(input.Element, shape, picked);
    }

    private static IReadOnlyList<KnownNumber?>? BoundsOf(OperatorCall call, string attribute, int input) => call.Version < 10
        ? [.. (call.Ints(attribute) ?? throw new NotFollowedException()).Select(KnownNumber.Of)]
        : call.Input(input).Numbers;

    private static DimensionExpression? At(IReadOnlyList<KnownNumber?>? numbers, int index) =>
        numbers is not null && index < numbers.Count ? numbers[index]?.Integer : null;
}
