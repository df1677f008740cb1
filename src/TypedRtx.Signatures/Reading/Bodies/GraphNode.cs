namespace TypedRtx.Signatures;

/// <summary>A call of an operator or function.</summary>
/// <param name="Operator">What is called.</param>
/// <param name="Inputs">The names of the arguments; empty where one is left out.</param>
/// <param name="Outputs">The names of the results; empty where one is not wanted.</param>
/// <param name="Attributes">The attributes by name.</param>
internal sealed record GraphNode(
    OperatorName Operator,
    IReadOnlyList<string> Inputs,
    IReadOnlyList<string> Outputs,
    IReadOnlyDictionary<string, NodeAttribute> Attributes);

/// <summary>An attribute of a node. The field that the attribute's type names is set, or none where it was too large.</summary>
internal sealed class NodeAttribute
{
    public string Name { get; set; } = "";

    public long? Int { get; set; }

    public float? Float { get; set; }

    public string? Text { get; set; }

    public List<long>? Ints { get; set; }

    public List<float>? Floats { get; set; }

    /// <summary>The number of strings; their text decides no shape.</summary>
    public int TextCount { get; set; }

    public ConstantTensor? Tensor { get; set; }

    public GraphBody? Graph { get; set; }

    /// <summary>Inside a function: the attribute of the call that stands here; empty where this one has its own value.</summary>
    public string Reference { get; set; } = "";
}

/// <summary>A tensor that stands in the file.</summary>
/// <param name="Element">The element type.</param>
/// <param name="Lengths">The shape.</param>
/// <param name="Integers">The elements, where they are few integers or booleans; otherwise null.</param>
/// <param name="Reals">The elements, where they are few floats; otherwise null.</param>
internal sealed record ConstantTensor(
    ElementType Element, IReadOnlyList<long> Lengths, IReadOnlyList<long>? Integers, IReadOnlyList<double>? Reals);
