namespace TypedRtx.Signatures;

/// <summary>How often a graph or function calls each operator, subgraphs included.</summary>
internal sealed class OperatorCalls
{
    private readonly Dictionary<OperatorName, long> _counts = [];

    public IReadOnlyDictionary<OperatorName, long> Counts => _counts;

    public void Add(OperatorName operation)
    {
        _counts.TryGetValue(operation, out long count);
        _counts[operation] = count + 1;
    }
}
