namespace TypedRtx.Signatures;

/// <summary>Operators that hold graphs.</summary>
internal static class ControlRules
{
    /// <summary>How often the lengths that a loop changes are looked for.</summary>
    private const int MaxRounds = 4;

    public static IReadOnlyList<KnownTensor> If(OperatorCall call)
    {
        GraphBody yes = call.Attribute("then_branch")?.Graph ?? throw new NotFollowedException();
        GraphBody no = call.Attribute("else_branch")?.Graph ?? throw new NotFollowedException();
        long? condition = ShapeRules.Single(call.Input(0))?.Constant;
        if (condition is { } known)
        {
            return call.Run(known != 0 ? yes : no, []);
        }

        IReadOnlyList<KnownTensor> first = call.Run(yes, []);
        IReadOnlyList<KnownTensor> second = call.Run(no, []);
        return [.. first.Take(second.Count).Select((result, i) => Agreed(result, second[i]))];
    }

    public static IReadOnlyList<KnownTensor> Loop(OperatorCall call)
    {
        GraphBody body = call.Attribute("body")?.Graph ?? throw new NotFollowedException();
        int carried = call.InputCount - 2;
        if (carried < 0 || body.Inputs.Count != carried + 2 || body.Outputs.Count <= carried)
        {
            return [];
        }

        // What one more round leaves as it was, all rounds leave. The values may change, so only shapes are carried.
        KnownTensor[] state = [.. Enumerable.Range(2, carried).Select(i => KnownTensor.Of(call.Input(i).Element, call.Input(i).Shape))];
        for (int round = 0; round < MaxRounds; round++)
        {
            KnownTensor number = KnownTensor.OfScalar(ElementType.Int64, null);
            KnownTensor condition = KnownTensor.Of(ElementType.Bool, []);
            IReadOnlyList<KnownTensor> results = call.Run(body, [number, condition, .. state]);
            KnownTensor[] next = [.. state.Select((value, i) => Agreed(value, results[i + 1]))];
            if (next.Select((value, i) => IsSame(value, state[i])).All(same => same))
            {
                return next;
            }

            state = next;
        }

        return [];
    }

    private static KnownTensor Agreed(KnownTensor first, KnownTensor second)
    {
        ElementType element = first.Element == second.Element ? first.Element : ElementType.Undefined;
        if (first.Shape is not { } left || second.Shape is not { } right || left.Count != right.Count)
        {
            return KnownTensor.Of(element, null);
        }

        DimensionExpression?[] shape = [.. left.Select((length, axis) => length == right[axis] ? length : null)];
        return first.Numbers is { } a && second.Numbers is { } b && Lengths.CountOf(shape) == a.Count && a.Count == b.Count
            ? KnownTensor.Of(element, shape, [.. a.Select((number, i) => number == b[i] ? number : null)])
            : KnownTensor.Of(element, shape);
    }

    private static bool IsSame(KnownTensor first, KnownTensor second) =>
        first.Rank == second.Rank && (first.Shape is null || first.Shape.SequenceEqual(second.Shape!));
}
