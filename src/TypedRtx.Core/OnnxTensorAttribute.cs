namespace TypedRtx;

/// <summary>Says which ONNX tensor a generated member stands for. Analyzers read it where the model file is not at hand.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class OnnxTensorAttribute(string name, string type) : Attribute
{
    /// <summary>The ONNX name, as it stands in the file.</summary>
    public string Name { get; } = name;

    /// <summary>The element type and shape: <c>int64[batch, sequence]</c>.</summary>
    public string Type { get; } = type;
}
