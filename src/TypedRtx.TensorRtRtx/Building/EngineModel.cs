using TypedRtx.Runtime;
using TypedRtx.Signatures;

namespace TypedRtx.TensorRtRtx;

/// <summary>
/// What our own reader says of a model before the library sees it. The library's parser crashes on functions that call themselves
/// and hangs on other hostile files; the reader's limits come first.
/// </summary>
internal sealed class EngineModel
{
    private EngineModel(ModelSource source, ModelSignature signature)
    {
        Source = source;
        Signature = signature;
        Plan = ShapePlan.From(signature);
    }

    /// <summary>Where the model's bytes are.</summary>
    public ModelSource Source { get; }

    /// <summary>Inputs, outputs and what is known of their symbols.</summary>
    public ModelSignature Signature { get; }

    /// <summary>How every dimension follows from the free symbols.</summary>
    public ShapePlan Plan { get; }

    /// <summary>Reads a model.</summary>
    /// <exception cref="ModelFileException">It is missing, unreadable or no ONNX model that is safe to parse.</exception>
    public static EngineModel Read(ModelSource source)
    {
        try
        {
            using Stream stream = source.OpenRead();
            return new EngineModel(source, OnnxModelReader.ReadWithShapes(stream).Signature);
        }
        catch (Exception e) when (e is OnnxFormatException or IOException or UnauthorizedAccessException)
        {
            throw new ModelFileException($"'{source.Display}' cannot be used. {e.Message}", e);
        }
    }

    /// <summary>Why the library cannot take the model, by its types alone; null when it may.</summary>
    public static string? Refusal(ModelSignature signature)
    {
        foreach (ValueSignature value in signature.Inputs.Concat(signature.Outputs))
        {
            if (value.Type is not TensorType tensor)
            {
                return $"'{value.Name}' is no tensor, and TensorRT for RTX runs tensors alone";
            }

            if (!Interop.RtxDataType.Has(tensor.Element))
            {
                return $"'{value.Name}' has elements of type {ElementTypes.NameOf(tensor.Element)}, which TensorRT for RTX does not have";
            }
        }

        return null;
    }
}
