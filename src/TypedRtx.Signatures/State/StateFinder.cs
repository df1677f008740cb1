namespace TypedRtx.Signatures;

/// <summary>
/// Pairs inputs with the outputs that become them: names that say so, one element type, and shapes that are equal but for
/// at most one axis, which the input's length and something more make the output's. What is ambiguous stays as it is.
/// </summary>
internal static class StateFinder
{
    private const int MaxStateValues = 1_024;

    public static StatePlan Find(ModelSignature signature, ShapePlan shapes)
    {
        List<RejectedState> rejected = [];
        List<StatePair> pairs = signature.Inputs.Count > MaxStateValues || signature.Outputs.Count > MaxStateValues
            ? []
            : Pairs(signature, shapes, rejected);
        DimensionExpression? growth = RequireOneGrowth(signature, shapes, pairs, rejected);
        int[] growing = GrowingOf(shapes, pairs);
        while (pairs.FindAll(pair => FollowsLength(shapes, pair, growing)) is { Count: > 0 } following)
        {
            rejected.AddRange(following.Select(pair =>
                new RejectedState(pair.Input, "its shape follows the length of other state, and it does not grow with that")));
            pairs.RemoveAll(following.Contains);
            growing = GrowingOf(shapes, pairs);
        }

        int[] others = SymbolsOf(shapes, pairs.Select(pair => pair.Input), growing);
        IEnumerable<int> required = Enumerable.Range(0, signature.Inputs.Count).Where(input => !signature.Inputs[input].IsOptional);
        return new StatePlan(
            pairs.ToEquatableArray(),
            growing.ToEquatableArray(),
            others.ToEquatableArray(),
            SymbolsOf(shapes, required, [.. growing, .. others]).ToEquatableArray(),
            growth is null || growing.Length != 1
                ? EquatableArray<FilledInput>.Empty
                : FillFinder.Find(signature, shapes, pairs, shapes.Symbols[growing[0]].Name, growth).ToEquatableArray(),
            rejected.ToEquatableArray());
    }

    private static List<StatePair> Pairs(ModelSignature signature, ShapePlan shapes, List<RejectedState> rejected)
    {
        ILookup<string, int> outputs = Enumerable.Range(0, signature.Outputs.Count)
            .SelectMany(output => StateNames.KeysOfOutput(signature.Outputs[output].Name).Distinct()
                .Where(key => key.Length > 0)
                .Select(key => (Key: key, Output: output)))
            .ToLookup(pair => pair.Key, pair => pair.Output, StringComparer.Ordinal);
        List<StatePair> found = [];
        for (int input = 0; input < signature.Inputs.Count; input++)
        {
            int[] named = [.. StateNames.KeysOfInput(signature.Inputs[input].Name).Distinct().SelectMany(key => outputs[key]).Distinct()];
            StatePair[] fitting =
            [
                .. named.Select(output => StateShape.Fit(signature, shapes, input, output)).OfType<StatePair>(),
            ];
            if (fitting.Length == 1 && !signature.Inputs[input].IsOptional)
            {
                found.Add(fitting[0]);
            }
            else if (StateShape.WhyNot(signature, input, named, fitting) is { } reason)
            {
                rejected.Add(new RejectedState(input, reason));
            }
        }

        RejectBranches(signature, found, rejected);
        foreach (IGrouping<int, StatePair> claim in found.GroupBy(pair => pair.Output).Where(group => group.Count() > 1).ToList())
        {
            found.RemoveAll(pair => pair.Output == claim.Key);
            string output = SignatureText.Quote(signature.Outputs[claim.Key].Name);
            rejected.AddRange(claim.Select(pair => new RejectedState(pair.Input, $"output {output} could follow several inputs")));
        }

        return found;
    }

    // Decoders merged of two graphs give placeholders for the encoder's caches in the branch that goes on.
    private static void RejectBranches(ModelSignature signature, List<StatePair> found, List<RejectedState> rejected)
    {
        if (!signature.Inputs.Any(input => StateNames.Words(input.Name) is ["use", "cache", "branch"]))
        {
            return;
        }

        rejected.AddRange(found.Where(pair => pair.Axis < 0)
            .Select(pair => new RejectedState(pair.Input, "one branch of the model does not compute what follows it")));
        found.RemoveAll(pair => pair.Axis < 0);
    }

    // All growing parts have one length, so they must grow by the same in a step.
    private static DimensionExpression? RequireOneGrowth(
        ModelSignature signature,
        ShapePlan shapes,
        List<StatePair> pairs,
        List<RejectedState> rejected)
    {
        DimensionExpression? growth = null;
        foreach (StatePair pair in pairs.Where(pair => pair.Axis >= 0).ToList())
        {
            DimensionExpression step = StateShape.Growth(shapes, pair)!;
            growth ??= step;
            if (step != growth)
            {
                pairs.Remove(pair);
                string name = SignatureText.Quote(signature.Inputs[pair.Input].Name);
                rejected.Add(new RejectedState(pair.Input, $"{name} grows by {step} in a step, other state by {growth}"));
            }
        }

        return growth;
    }

    /// <summary>The symbols in the shapes of some inputs, without those that are known.</summary>
    private static int[] SymbolsOf(ShapePlan shapes, IEnumerable<int> inputs, int[] known)
    {
        PlannedDimension[] dimensions = [.. inputs.SelectMany(input => shapes.Inputs[input]?.Dimensions ?? [])];
        return
        [
            .. Enumerable.Range(0, shapes.Symbols.Count)
                .Where(symbol => !known.Contains(symbol) && Array.Exists(dimensions, dimension => dimension.DependsOn(symbol))),
        ];
    }

    private static int[] GrowingOf(ShapePlan shapes, List<StatePair> pairs) =>
        [.. pairs.Where(pair => pair.Axis >= 0).Select(pair => SymbolOf(shapes, pair)).Distinct().OrderBy(i => i)];

    // A part whose shape follows the length of another and does not grow by it would be another one in each step.
    private static bool FollowsLength(ShapePlan shapes, StatePair pair, int[] growing)
    {
        EquatableArray<PlannedDimension> dimensions = shapes.Inputs[pair.Input]!.Dimensions;
        return Enumerable.Range(0, dimensions.Count)
            .Any(axis => axis != pair.Axis && growing.Any(dimensions[axis].DependsOn));
    }

    private static int SymbolOf(ShapePlan shapes, StatePair pair) => shapes.Inputs[pair.Input]!.Dimensions[pair.Axis].Symbol;
}
