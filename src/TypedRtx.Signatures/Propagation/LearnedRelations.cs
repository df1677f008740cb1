namespace TypedRtx.Signatures;

/// <summary>What has been learnt of symbols. No value holds a derived symbol, so nothing can go in a circle.</summary>
internal sealed class LearnedRelations
{
    private readonly List<SymbolRelation> _relations = [];
    private RelationTable _table = RelationTable.Of([]);

    /// <summary>The relations, in the order in which they were learnt.</summary>
    public IReadOnlyList<SymbolRelation> Relations => _relations;

    /// <summary>A length without derived symbols.</summary>
    public DimensionExpression? Apply(DimensionExpression? length) => _table.Apply(length);

    /// <summary>Takes a relation whose value holds neither its own nor another derived symbol.</summary>
    public bool TryAdd(SymbolRelation relation)
    {
        if (_relations.Count >= OnnxLimits.FollowedRelations)
        {
            return false;
        }

        // Arithmetic that grows too large stays as it is, and then may hold what it should not.
        RelationTable one = RelationTable.Of([relation]);
        List<SymbolRelation> relations = [.. _relations.Select(known => known with { Value = one.Apply(known.Value)! }), relation];
        HashSet<string> derived = new(relations.Select(known => known.Symbol), StringComparer.Ordinal);
        if (derived.Count < relations.Count || relations.Any(known => known.Value.Symbols.Any(derived.Contains)))
        {
            return false;
        }

        _relations.Clear();
        _relations.AddRange(relations);
        _table = RelationTable.Of(_relations);
        return true;
    }
}
