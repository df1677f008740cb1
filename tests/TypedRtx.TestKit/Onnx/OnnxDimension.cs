using TypedRtx.TestKit.Onnx;

namespace TypedRtx.TestKit;

/// <summary>One dimension of a model written in a test: a number, a symbol, or nothing known.</summary>
public readonly record struct OnnxDimension
{
    private OnnxDimension(long? value, string? parameter)
    {
        Value = value;
        Parameter = parameter;
    }

    /// <summary>A dimension of which the model says nothing; also what <c>null</c> converts to.</summary>
    public static OnnxDimension Unknown => default;

    /// <summary>The fixed size, as it is, negative ones too; null for a symbol or an unknown dimension.</summary>
    public long? Value { get; }

    /// <summary>The symbol; null for a fixed or unknown dimension.</summary>
    public string? Parameter { get; }

    /// <summary>A fixed dimension.</summary>
    public static implicit operator OnnxDimension(long value) => new(value, null);

    /// <summary>A symbolic dimension; null makes an unknown one.</summary>
    public static implicit operator OnnxDimension(string? parameter) => new(null, parameter);

    internal static TensorShapeProto ToShape(OnnxDimension[]? dimensions)
    {
        TensorShapeProto shape = new();

        // A single null argument arrives as a null array: one unknown dimension was meant.
        foreach (OnnxDimension dimension in dimensions ?? [Unknown])
        {
            TensorShapeProto.Types.Dimension proto = new();
            if (dimension.Value is long value)
            {
                proto.DimValue = value;
            }
            else if (dimension.Parameter is string parameter)
            {
                proto.DimParam = parameter;
            }

            shape.Dim.Add(proto);
        }

        return shape;
    }
}
