namespace TypedRtx;

/// <summary>Which backend runs a model.</summary>
public sealed record Backend
{
    private Backend(string name) => Name = name;

    /// <summary>The best one that this machine has, by a policy that is logged. The default.</summary>
    public static Backend Auto { get; } = new("Auto");

    /// <summary>ONNX Runtime on the CPU.</summary>
    public static Backend Cpu { get; } = new("Cpu");

    /// <summary>ONNX Runtime on an NVIDIA GPU through CUDA.</summary>
    public static Backend Cuda { get; } = new("Cuda");

    /// <summary>TensorRT for RTX on an NVIDIA RTX GPU.</summary>
    public static Backend TensorRtRtx { get; } = new("TensorRtRtx");

    /// <summary>The name, as options and messages show it.</summary>
    public string Name { get; }

    /// <summary>
    /// Whether <see cref="Name"/> is that of an execution provider of ONNX Runtime, from
    /// <see cref="ExecutionProvider(string, IReadOnlyDictionary{string, string})"/>.
    /// </summary>
    public bool IsExecutionProvider { get; private init; }

    /// <summary>What the execution provider is told; empty for other backends.</summary>
    public IReadOnlyDictionary<string, string> ProviderOptions { get; private init; } = new Dictionary<string, string>();

    /// <summary>
    /// Another execution provider of ONNX Runtime, which the build of the library that is used has to have: tensors are passed in host
    /// memory, and models run as they are, without sessions for the lengths that occur.
    /// </summary>
    /// <param name="name">The provider's name as ONNX Runtime spells it: <c>OpenVINO</c>, <c>CoreML</c>, <c>DML</c>, <c>QNN</c>, <c>XNNPACK</c>.</param>
    /// <param name="options">What it is told, by its documentation; null for nothing.</param>
    public static Backend ExecutionProvider(string name, IReadOnlyDictionary<string, string>? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return new Backend(name)
        {
            IsExecutionProvider = true,
            ProviderOptions = options is null ? new() : new Dictionary<string, string>(options, StringComparer.Ordinal),
        };
    }

    /// <summary>Whether both mean the same backend, told the same.</summary>
    public bool Equals(Backend? other) => other is not null
        && Name == other.Name
        && IsExecutionProvider == other.IsExecutionProvider
        && ProviderOptions.Count == other.ProviderOptions.Count
        && ProviderOptions.All(option => other.ProviderOptions.TryGetValue(option.Key, out string? value) && value == option.Value);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Name, IsExecutionProvider, ProviderOptions.Count);

    /// <summary>The same as <see cref="Name"/>.</summary>
    public override string ToString() => Name;
}
