namespace TypedRtx.Signatures;

/// <summary>The nodes of a model and the small constants among its weights: what shapes can be followed through.</summary>
/// <param name="Graph">The main graph.</param>
/// <param name="Functions">The functions that nodes may call.</param>
/// <param name="Opsets">The versions of the operator sets, by domain; that of ONNX itself is empty.</param>
internal sealed record ModelBody(
    GraphBody Graph,
    IReadOnlyDictionary<OperatorName, FunctionBody> Functions,
    IReadOnlyDictionary<string, long> Opsets);

/// <summary>A graph: the model's own or one inside a node.</summary>
internal sealed class GraphBody
{
    public List<string> Inputs { get; } = [];

    public List<string> Outputs { get; } = [];

    public List<GraphNode> Nodes { get; } = [];

    public Dictionary<string, ConstantTensor> Initializers { get; } = new(StringComparer.Ordinal);
}

/// <summary>A function of the model.</summary>
internal sealed class FunctionBody
{
    public List<string> Inputs { get; } = [];

    public List<string> Outputs { get; } = [];

    public List<GraphNode> Nodes { get; } = [];

    /// <summary>The attributes that a call may leave out, with the values that they have then.</summary>
    public Dictionary<string, NodeAttribute> Defaults { get; } = new(StringComparer.Ordinal);

    /// <summary>The versions of the operator sets that the nodes are written in.</summary>
    public Dictionary<string, long> Opsets { get; } = new(StringComparer.Ordinal);
}
