namespace TypedRtx.Signatures;

/// <summary>
/// Finds the free symbols. A symbol is free when a caller's shapes can decide it: it stands alone on an axis of an input,
/// or an axis is linear in it with every other symbol known. An expression none of whose symbols can be decided is taken
/// as one symbol of its own.
/// </summary>
internal static class ShapePlanner
{
    public static ShapePlan Plan(ModelSignature signature)
    {
        Dictionary<string, DimensionExpression> derived = [];
        foreach (SymbolRelation relation in signature.Relations)
        {
            derived[relation.Symbol] = relation.Value;
        }

        List<InputAxis> axes = [.. AxesOf(signature, derived)];
        HashSet<string> decided = Decide(axes);
        HashSet<string> opaque =
        [
            .. axes.Where(axis => axis.Expression is { } e && !e.Symbols.All(decided.Contains)).Select(axis => axis.Expression!.ToString()),
        ];
        List<PlannedSymbol> symbols = [];
        Dictionary<string, int> indexes = new(StringComparer.Ordinal);
        Dictionary<(int Input, int Axis), int> anonymous = [];
        foreach (InputAxis axis in axes)
        {
            AddSymbols(axis, opaque, symbols, indexes, anonymous);
        }

        PlannedDimension? Compile(DimensionExpression? expression)
        {
            if (expression is null)
            {
                return null;
            }

            if (opaque.Contains(expression.ToString()))
            {
                return PlannedDimension.OfSymbol(expression.ToString(), indexes[expression.ToString()]);
            }

            return expression.Symbols.All(indexes.ContainsKey)
                ? PlannedDimension.Of(expression, name => indexes[name])
                : null;
        }

        return new ShapePlan(
            symbols,
            [
                .. signature.Inputs.Select((input, i) => ShapeOf(input, derived, (axis, expression) =>
                    Compile(expression) ?? PlannedDimension.OfSymbol("?", anonymous[(i, axis)]))),
            ],
            [
                .. signature.Outputs.Select(output => ShapeOf(output, derived, (_, expression) =>
                    Compile(expression) ?? PlannedDimension.Unknown(expression?.ToString() ?? "?"))),
            ],
            [
                .. derived.OrderBy(pair => pair.Key, StringComparer.Ordinal)
                    .Where(pair => !indexes.ContainsKey(pair.Key))
                    .Select(pair => (pair.Key, Value: Compile(Substitute(pair.Value, derived))))
                    .Where(relation => relation.Value is not null)
                    .Select(relation => new PlannedRelation(relation.Key, relation.Value!)),
            ]);
    }

    private static IEnumerable<InputAxis> AxesOf(ModelSignature signature, Dictionary<string, DimensionExpression> derived)
    {
        for (int input = 0; input < signature.Inputs.Count; input++)
        {
            if (signature.Inputs[input].Type is not TensorType { Shape: { } shape })
            {
                continue;
            }

            for (int axis = 0; axis < shape.Count; axis++)
            {
                yield return new InputAxis(input, axis, signature.Inputs[input].Name, Substitute(shape[axis].Expression, derived));
            }
        }
    }

    private static HashSet<string> Decide(List<InputAxis> axes)
    {
        HashSet<string> decided = new(StringComparer.Ordinal);
        bool progress = true;
        while (progress)
        {
            progress = false;
            foreach (InputAxis axis in axes)
            {
                if (axis.Expression?.Symbols.Where(symbol => !decided.Contains(symbol)).ToArray() is [{ } unknown]
                    && IsLinearIn(axis.Expression, unknown))
                {
                    progress |= decided.Add(unknown);
                }
            }
        }

        return decided;
    }

    private static bool IsLinearIn(DimensionExpression expression, string symbol) =>
        expression.Terms.All(term =>
            term.Factors.Count(factor => factor.Symbol == symbol) <= 1
            && term.Factors.All(factor => factor.Symbol is not null || !factor.Symbols.Contains(symbol)));

    private static void AddSymbols(
        InputAxis axis,
        HashSet<string> opaque,
        List<PlannedSymbol> symbols,
        Dictionary<string, int> indexes,
        Dictionary<(int Input, int Axis), int> anonymous)
    {
        if (axis.Expression is null)
        {
            anonymous[(axis.Input, axis.Axis)] = symbols.Count;
            symbols.Add(new PlannedSymbol($"{axis.Name}_axis{DimensionExpression.Number(axis.Axis)}", true, axis.Input, axis.Axis));
            return;
        }

        string text = axis.Expression.ToString();
        IEnumerable<string> names = opaque.Contains(text) ? [text] : axis.Expression.Symbols;
        foreach (string name in names)
        {
            if (!indexes.ContainsKey(name))
            {
                indexes.Add(name, symbols.Count);
                symbols.Add(new PlannedSymbol(name, false, axis.Input, axis.Axis));
            }
        }
    }

    private static PlannedShape? ShapeOf(
        ValueSignature value,
        Dictionary<string, DimensionExpression> derived,
        Func<int, DimensionExpression?, PlannedDimension> plan) =>
        value.Type is TensorType { Shape: { } shape }
            ? new PlannedShape(shape.Select((dimension, axis) => plan(axis, Substitute(dimension.Expression, derived))).ToEquatableArray())
            : null;

    // Relations may stand on each other. Those that go in a circle, or out of range, say nothing that can be computed.
    private static DimensionExpression? Substitute(DimensionExpression? expression, Dictionary<string, DimensionExpression> derived)
    {
        DimensionExpression? replaced = expression;
        try
        {
            for (int round = 0; replaced is not null && round <= derived.Count; round++)
            {
                if (!replaced.Symbols.Any(derived.ContainsKey))
                {
                    return replaced;
                }

                replaced = replaced.Replace(name =>
                    derived.TryGetValue(name, out DimensionExpression? value) ? value : DimensionExpression.Symbol(name));
            }
        }
        catch (ArithmeticException)
        {
            return expression;
        }

        return expression;
    }

    private sealed record InputAxis(int Input, int Axis, string Name, DimensionExpression? Expression);
}
