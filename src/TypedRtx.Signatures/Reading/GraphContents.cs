namespace TypedRtx.Signatures;

/// <summary>What is kept of the main graph.</summary>
internal sealed class GraphContents
{
    /// <summary>The inputs as listed.</summary>
    public List<ValueSignature> Inputs { get; } = [];

    public List<ValueSignature> Outputs { get; } = [];

    /// <summary>The names of the initializers, sparse ones too.</summary>
    public HashSet<string> Initializers { get; } = new(StringComparer.Ordinal);

    /// <summary>The operators of the nodes, subgraphs included.</summary>
    public OperatorCalls Calls { get; } = new();
}
