namespace TypedRtx.Signatures;

/// <summary>The values that the nodes of a graph or function see.</summary>
internal sealed class GraphScope
{
    private readonly Dictionary<string, KnownTensor> _values = new(StringComparer.Ordinal);
    private readonly GraphScope? _outer;
    private readonly IReadOnlyDictionary<string, long> _opsets;
    private readonly Func<string, NodeAttribute?>? _callerAttribute;

    private GraphScope(
        GraphScope? outer, IReadOnlyDictionary<string, long> opsets, Func<string, NodeAttribute?>? callerAttribute, int depth)
    {
        _outer = outer;
        _opsets = opsets;
        _callerAttribute = callerAttribute;
        Depth = depth;
    }

    /// <summary>How many graphs and functions stand around this one.</summary>
    public int Depth { get; }

    public static GraphScope OfMain(IReadOnlyDictionary<string, long> opsets) => new(null, opsets, null, 0);

    /// <summary>The scope of a graph inside a node, which sees the values around it.</summary>
    public GraphScope Nested() => new(this, _opsets, _callerAttribute, Depth + 1);

    /// <summary>The scope of a function, which sees its arguments alone.</summary>
    public GraphScope OfFunction(FunctionBody function, Func<string, NodeAttribute?> callerAttribute) =>
        new(null, function.Opsets.Count > 0 ? function.Opsets : _opsets, callerAttribute, Depth + 1);

    public KnownTensor Find(string name)
    {
        for (GraphScope? scope = this; scope is not null; scope = scope._outer)
        {
            if (scope._values.TryGetValue(name, out KnownTensor? value))
            {
                return value;
            }
        }

        return KnownTensor.Unknown;
    }

    public void Set(string name, KnownTensor value) => _values[name] = value;

    public long VersionOf(string domain) => _opsets.TryGetValue(domain, out long version) ? version : 1;

    /// <summary>The attribute itself, or that of the call where the function says so.</summary>
    public NodeAttribute? Resolve(NodeAttribute attribute) =>
        attribute.Reference.Length == 0 ? attribute : _callerAttribute?.Invoke(attribute.Reference);
}
