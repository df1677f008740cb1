namespace TypedRtx.Signatures;

/// <summary>
/// Learns from the symbols of outputs: ONNX says that one symbol is one length in the whole graph. Files do not always keep
/// that, so a symbol that comes out as two lengths teaches nothing, and neither does an input's that comes out as a number or
/// as another input's: that would forbid runs that the model allows, where a file only has its axes mixed up.
/// </summary>
internal static class Promises
{
    /// <summary>Whether anything new was learnt.</summary>
    public static bool Learn(ModelSignature signature, IReadOnlyList<DimensionExpression?>?[] shapes, SymbolOrder order, LearnedRelations learned)
    {
        Dictionary<string, DimensionExpression?> values = new(StringComparer.Ordinal);
        List<string> symbols = [];
        for (int i = 0; i < shapes.Length; i++)
        {
            if (signature.Outputs[i].Type is TensorType { Shape: { } stated } && shapes[i] is { } shape && shape.Count == stated.Count)
            {
                for (int axis = 0; axis < shape.Count; axis++)
                {
                    Note(stated[axis].Expression?.SymbolName, learned.Apply(shape[axis]), values, symbols);
                }
            }
        }

        bool isNew = false;
        foreach (string symbol in symbols)
        {
            // What was learnt a moment ago may hold for this symbol or its value too.
            if (learned.Apply(values[symbol]) is { } value
                && learned.Apply(DimensionExpression.Symbol(symbol))!.SymbolName == symbol
                && !value.Symbols.Contains(symbol)
                && (!order.IsOfInput(symbol) || value is { IsConstant: false, SymbolName: null }))
            {
                isNew |= learned.TryAdd(new SymbolRelation(symbol, value));
            }
        }

        return isNew;
    }

    private static void Note(
        string? symbol, DimensionExpression? value, Dictionary<string, DimensionExpression?> values, List<string> symbols)
    {
        if (symbol is null || value is null)
        {
            return;
        }

        if (!values.TryGetValue(symbol, out DimensionExpression? known))
        {
            symbols.Add(symbol);
            values.Add(symbol, value);
        }
        else if (known != value)
        {
            values[symbol] = null;
        }
    }
}
