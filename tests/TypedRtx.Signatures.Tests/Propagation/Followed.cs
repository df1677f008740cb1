using TypedRtx.TestKit;

namespace TypedRtx.Signatures.Tests.Propagation;

/// <summary>Models of which a test wants to know what follows from their nodes.</summary>
internal static class Followed
{
    /// <summary>The signature of a model with what follows from its nodes.</summary>
    public static ModelSignature Read(OnnxModelBuilder model)
    {
        using MemoryStream stream = new(model.ToBytes());
        return OnnxModelReader.ReadWithShapes(stream).Signature;
    }

    /// <summary>The shape of output <c>y</c>, of which the model states nothing; <c>?</c> when nothing follows.</summary>
    public static string Shape(OnnxModelBuilder model)
    {
        model.Output("y", OnnxTypes.Tensor(ElementType.Float32, []));
        model.Graph.Output[^1].Type.TensorType.Shape = null;
        InferredShape? inferred = Read(model).Inferred.SingleOrDefault(shape => shape.Output == "y");
        return inferred is null ? "?" : $"[{string.Join(", ", inferred.Shape)}]";
    }

    /// <summary>The shape that one operator makes of input <c>x</c>.</summary>
    /// <param name="shape">The shape of the input: symbols and numbers with commas between them.</param>
    /// <param name="operation">The operator.</param>
    /// <param name="constants">The further inputs: lists of integers; null where one is left out.</param>
    /// <param name="opset">The version of the operator set.</param>
    /// <param name="attributes">The attributes.</param>
    public static string Shape(
        string shape, string operation, long[]?[] constants, long opset, params TypedRtx.TestKit.Onnx.AttributeProto[] attributes)
    {
        OnnxModelBuilder model = new OnnxModelBuilder(opset: opset).Input("x", ElementType.Float32, Dimensions(shape));
        List<string> inputs = ["x"];
        for (int i = 0; i < constants.Length; i++)
        {
            inputs.Add(constants[i] is null ? "" : $"c{i}");
            if (constants[i] is { } values)
            {
                model.Initializer($"c{i}", values, values.Length);
            }
        }

        return Shape(model.Node(operation, inputs, ["y"], attributes));
    }

    public static OnnxDimension[] Dimensions(string shape) =>
    [
        .. shape.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(length => long.TryParse(length, out long value) ? (OnnxDimension)value : length),
    ];
}
