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
        RelationTable relations = RelationTable.Of(signature.Relations);
        AnonymousAxes anonymous = AnonymousAxes.Of(signature);
        List<InputAxis> axes = [.. AxesOf(signature, relations, anonymous)];
        HashSet<string> decided = Decide(axes);
        HashSet<string> opaque =
        [
            .. axes.Where(axis => axis.Expression is { } e && !e.Symbols.All(decided.Contains)).Select(axis => axis.Expression!.ToString()),
        ];
        List<PlannedSymbol> symbols = [];
        Dictionary<string, int> indexes = new(StringComparer.Ordinal);
        Dictionary<(int Input, int Axis), int> unnamed = [];
        foreach (InputAxis axis in axes)
        {
            AddSymbols(axis, opaque, anonymous, symbols, indexes, unnamed);
        }

        PointAtBareAxes(axes, symbols, indexes);

        PlannedDimension? Compile(DimensionExpression expression)
        {
            if (opaque.Contains(expression.ToString()))
            {
                return PlannedDimension.OfSymbol(expression.ToString(), indexes[expression.ToString()]);
            }

            return expression.Symbols.All(indexes.ContainsKey)
                ? PlannedDimension.Of(expression, name => indexes[name])
                : null;
        }

        PlannedShape?[] inputs = new PlannedShape?[signature.Inputs.Count];
        foreach (IGrouping<int, InputAxis> input in axes.GroupBy(axis => axis.Input))
        {
            inputs[input.Key] = new PlannedShape(input.Select(axis => axis switch
            {
                { Expression: null } => PlannedDimension.OfSymbol("?", unnamed[(axis.Input, axis.Axis)]),
                { Expression.SymbolName: { } name } when axis.IsAnonymous && anonymous.Contains(name) =>
                    PlannedDimension.OfSymbol("?", indexes[name]),
                _ => Compile(axis.Expression)!,
            }).ToEquatableArray());
        }

        for (int i = 0; i < inputs.Length; i++)
        {
            inputs[i] ??= signature.Inputs[i].Type is TensorType { Shape.Count: 0 }
                ? new PlannedShape(EquatableArray<PlannedDimension>.Empty)
                : null;
        }

        return new ShapePlan(
            symbols,
            inputs,
            [.. signature.Outputs.Select(output => Output(output))],
            [
                .. signature.Relations.OrderBy(relation => relation.Symbol, StringComparer.Ordinal)
                    .Where(relation => !indexes.ContainsKey(relation.Symbol))
                    .Select(relation => (relation.Symbol, Value: relations.Apply(relation.Value) is { } value ? Compile(value) : null))
                    .Where(relation => relation.Value is not null)
                    .Select(relation => new PlannedRelation(relation.Symbol, relation.Value!)),
            ]);

        PlannedShape? Output(ValueSignature output) => InferredShapes.Of(output, signature.Inferred) is { } shape
            ? new PlannedShape(shape.Select(dimension => relations.Apply(dimension.Expression) is { } expression
                ? Compile(expression) ?? PlannedDimension.Unknown(expression.ToString())
                : PlannedDimension.Unknown("?")).ToEquatableArray())
            : null;
    }

    private static IEnumerable<InputAxis> AxesOf(ModelSignature signature, RelationTable relations, AnonymousAxes anonymous)
    {
        for (int input = 0; input < signature.Inputs.Count; input++)
        {
            ValueSignature value = signature.Inputs[input];
            if (value.Type is not TensorType { Shape: { } shape })
            {
                continue;
            }

            for (int axis = 0; axis < shape.Count; axis++)
            {
                DimensionExpression? expression = shape[axis].Expression ?? anonymous.SymbolOf(value.Name, axis);
                yield return new InputAxis(
                    input, axis, value.Name, relations.Apply(expression), shape[axis].Expression is null);
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
        AnonymousAxes anonymous,
        List<PlannedSymbol> symbols,
        Dictionary<string, int> indexes,
        Dictionary<(int Input, int Axis), int> unnamed)
    {
        if (axis.Expression is null)
        {
            unnamed[(axis.Input, axis.Axis)] = symbols.Count;
            symbols.Add(new PlannedSymbol(AnonymousAxes.NameOf(axis.Name, axis.Axis), true, axis.Input, axis.Axis));
            return;
        }

        string text = axis.Expression.ToString();
        IEnumerable<string> names = opaque.Contains(text) ? [text] : axis.Expression.Symbols;
        foreach (string name in names)
        {
            if (!indexes.ContainsKey(name))
            {
                indexes.Add(name, symbols.Count);
                symbols.Add(new PlannedSymbol(name, anonymous.Contains(name), axis.Input, axis.Axis));
            }
        }
    }

    // Callers look for a symbol where it stands alone, not where it is a part of a sum.
    private static void PointAtBareAxes(List<InputAxis> axes, List<PlannedSymbol> symbols, Dictionary<string, int> indexes)
    {
        for (int i = axes.Count - 1; i >= 0; i--)
        {
            if (axes[i].Expression?.SymbolName is { } name && indexes.TryGetValue(name, out int index))
            {
                symbols[index] = symbols[index] with { Input = axes[i].Input, Axis = axes[i].Axis };
            }
        }
    }

    private sealed record InputAxis(int Input, int Axis, string Name, DimensionExpression? Expression, bool IsAnonymous);
}
