using Google.Protobuf;
using TypedRtx.Signatures;
using TypedRtx.TestKit.Onnx;

namespace TypedRtx.EndToEnd.Tests.Shapes;

/// <summary>What a model says of its shapes, the inferred ones among them, and the plan that follows.</summary>
/// <param name="Signature">The signature.</param>
/// <param name="Plan">Its shapes over the free symbols.</param>
internal sealed record InferredModel(ModelSignature Signature, ShapePlan Plan)
{
    /// <summary>Reads a model file.</summary>
    /// <exception cref="OnnxFormatException">The file is not taken.</exception>
    public static InferredModel Read(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Read(stream);
    }

    /// <summary>Reads a model made or changed in a test.</summary>
    /// <exception cref="OnnxFormatException">The model is not taken.</exception>
    public static InferredModel Read(ModelProto model)
    {
        using MemoryStream stream = new(model.ToByteArray());
        return Read(stream);
    }

    private static InferredModel Read(Stream stream)
    {
        ModelSignature signature = OnnxModelReader.ReadWithShapes(stream).Signature;
        return new InferredModel(signature, ShapePlan.From(signature));
    }
}
