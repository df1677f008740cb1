namespace TypedRtx.Signatures;

/// <summary>How often a graph or function calls each operator, subgraphs included.</summary>
internal sealed class OperatorCalls
{
    private readonly Dictionary<OperatorName, long> _counts = [];

    public IReadOnlyDictionary<OperatorName, long> Counts => _counts;

    /// <summary>Counts a call, and says whether it is the first of its operator.</summary>
    public bool Add(OperatorName operation)
    {
        bool isKnown = _counts.TryGetValue(operation, out long count);
        _counts[operation] = count + 1;
        return !isKnown;
    }
}
