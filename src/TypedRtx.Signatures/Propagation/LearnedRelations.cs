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

        RelationTable one = RelationTable.Of([relation]);
        for (int i = 0; i < _relations.Count; i++)
        {
            _relations[i] = _relations[i] with { Value = one.Apply(_relations[i].Value)! };
        }

        _relations.Add(relation);
        _table = RelationTable.Of(_relations);
        return true;
    }
}
