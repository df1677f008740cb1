namespace TypedRtx.Signatures;

/// <summary>
/// Which of several symbols is the one to be derived: first one that no input has, then one that is a plain sum of the
/// others, then one that no caller can name, then the one that the file names last.
/// </summary>
internal sealed class SymbolOrder
{
    private readonly Dictionary<string, int> _positions = new(StringComparer.Ordinal);
    private readonly HashSet<string> _inputs = new(StringComparer.Ordinal);
    private readonly AnonymousAxes _anonymous;

    public SymbolOrder(ModelSignature signature, AnonymousAxes anonymous)
    {
        _anonymous = anonymous;
        foreach (ValueSignature value in signature.Inputs)
        {
            AddSymbols(value, anonymous);
        }

        _inputs.UnionWith(_positions.Keys);
        foreach (ValueSignature value in signature.Outputs)
        {
            AddSymbols(value, null);
        }
    }

    /// <summary>The symbols of inputs, axes without a name included, in ordinal order.</summary>
    public IEnumerable<string> InputSymbols => _inputs.OrderBy(symbol => symbol, StringComparer.Ordinal);

    /// <summary>Whether an axis of an input holds the symbol.</summary>
    public bool IsOfInput(string symbol) => _inputs.Contains(symbol);

    /// <summary>More than 0 where the first relation is the better one to have.</summary>
    public int Compare(SymbolRelation first, SymbolRelation second)
    {
        int result = IsOfInput(second.Symbol).CompareTo(IsOfInput(first.Symbol));
        result = result != 0 ? result : IsSum(first.Value).CompareTo(IsSum(second.Value));
        result = result != 0 ? result : _anonymous.Contains(first.Symbol).CompareTo(_anonymous.Contains(second.Symbol));
        return result != 0 ? result : PositionOf(first.Symbol).CompareTo(PositionOf(second.Symbol));
    }

    private static bool IsSum(DimensionExpression value) => value.Terms.All(term => term.Coefficient > 0);

    private int PositionOf(string symbol) => _positions.TryGetValue(symbol, out int position) ? position : -1;

    private void AddSymbols(ValueSignature value, AnonymousAxes? anonymous)
    {
        if (value.Type is not TensorType { Shape: { } shape })
        {
            return;
        }

        for (int axis = 0; axis < shape.Count; axis++)
        {
            DimensionExpression? length = shape[axis].Expression ?? anonymous?.SymbolOf(value.Name, axis);
            foreach (string symbol in length?.Symbols ?? [])
            {
                if (!_positions.ContainsKey(symbol))
                {
                    _positions.Add(symbol, _positions.Count);
                }
            }
        }
    }
}
