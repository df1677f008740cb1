using TypedRtx.Signatures;

namespace TypedRtx.Runtime;

/// <summary>One input of a model as the runtime needs it.</summary>
internal sealed class ModelInput
{
    public required string Name { get; init; }

    public required string Member { get; init; }

    public required OnnxType Type { get; init; }

    /// <summary>The element type of a tensor; undefined for other values.</summary>
    public ElementType Element => (Type as TensorType)?.Element ?? ElementType.Undefined;

    /// <summary>Whether it is a tensor, and no sequence, map or optional.</summary>
    public bool IsTensor => Type is TensorType;

    /// <summary>Null when the rank is unknown, and for what is no tensor.</summary>
    public required PlannedShape? Shape { get; init; }

    public required bool IsOptional { get; init; }

    /// <summary>Where the key holds whether an optional input was given, or the shape of one of unknown rank; else -1.</summary>
    public required int KeyOffset { get; init; }

    /// <summary>Where the binder keeps the lengths it was given: a state, then one entry per axis.</summary>
    public required int ScratchOffset { get; init; }

    /// <summary>The number of elements when every axis is fixed; otherwise -1.</summary>
    public required long FixedLength { get; init; }

    /// <summary>The input as messages name it: the ONNX name, with the C# name where it differs.</summary>
    public string Display => Member.Length == 0 || Member == Name ? $"'{Name}'" : $"'{Name}' ({Member})";
}
