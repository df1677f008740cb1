namespace TypedRtx.Signatures;

/// <summary>Puts what symbols equal in their place.</summary>
internal sealed class RelationTable
{
    private readonly Dictionary<string, DimensionExpression> _values = new(StringComparer.Ordinal);

    private RelationTable()
    {
    }

    public static RelationTable Of(IEnumerable<SymbolRelation> relations)
    {
        RelationTable table = new();
        foreach (SymbolRelation relation in relations)
        {
            table._values[relation.Symbol] = relation.Value;
        }

        return table;
    }

    /// <summary>
    /// The expression without derived symbols. Relations may stand on each other. Those that go in a circle, or out of
    /// range, say nothing that can be computed.
    /// </summary>
    public DimensionExpression? Apply(DimensionExpression? expression)
    {
        DimensionExpression? replaced = expression;
        try
        {
            for (int round = 0; replaced is not null && round <= _values.Count; round++)
            {
                if (_values.Count == 0 || !replaced.Symbols.Any(_values.ContainsKey))
                {
                    return replaced;
                }

                replaced = replaced.Replace(name =>
                    _values.TryGetValue(name, out DimensionExpression? value) ? value : DimensionExpression.Symbol(name));
            }
        }
        catch (ArithmeticException)
        {
            return expression;
        }

        return expression;
    }
}
