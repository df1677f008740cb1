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

    /// <summary>The same as <see cref="Name"/>.</summary>
    public override string ToString() => Name;
}
