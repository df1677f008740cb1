namespace TypedRtx;

/// <summary>Says which ONNX tensor a generated member stands for. Analyzers read it where the model file is not at hand.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class OnnxTensorAttribute(string name, string type) : Attribute
{
    /// <summary>
    /// The ONNX name, as it stands in the file; where the member stands for several tensors, all their names at once:
    /// <c>present.{0..31}.key</c>.
    /// </summary>
    public string Name { get; } = name;

    /// <summary>The element type and shape: <c>int64[batch, sequence]</c>; of several tensors, that of each.</summary>
    public string Type { get; } = type;
}
