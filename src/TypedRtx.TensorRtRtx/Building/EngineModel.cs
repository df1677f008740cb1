using TypedRtx.Runtime;
using TypedRtx.Signatures;

namespace TypedRtx.TensorRtRtx;

/// <summary>
/// What our own reader says of a model before the library sees it. The library's parser crashes on functions that call themselves
/// and hangs on other hostile files; the reader's limits come first.
/// </summary>
internal sealed class EngineModel
{
    private EngineModel(ModelSource source, ModelSignature signature, long byteLength)
    {
        Source = source;
        Signature = signature;
        Plan = ShapePlan.From(signature);
        ByteLength = byteLength;
    }

    /// <summary>Where the model's bytes are.</summary>
    public ModelSource Source { get; }

    /// <summary>Inputs, outputs and what is known of their symbols.</summary>
    public ModelSignature Signature { get; }

    /// <summary>How every dimension follows from the free symbols.</summary>
    public ShapePlan Plan { get; }

    /// <summary>The size of the model and of its files of weights, in bytes.</summary>
    public long ByteLength { get; }

    /// <summary>Reads a model, and looks at the files of weights that it names.</summary>
    /// <param name="source">Where it is.</param>
    /// <param name="allowLinks">Whether files of weights may be links.</param>
    /// <exception cref="ModelFileException">It is missing, unreadable or no ONNX model that is safe to parse.</exception>
    public static EngineModel Read(ModelSource source, bool allowLinks = false)
    {
        try
        {
            using Stream stream = source.OpenRead();
            OnnxModelInfo info = OnnxModelReader.ReadWithShapes(stream);
            if (source.ExternalData.Count == 0)
            {
                // The parser opens them by name itself, so they are closed again.
                Array.ForEach(OpenWeights(source, info, allowLinks), file => file.Dispose());
            }

            return new EngineModel(source, info.Signature, stream.Length + info.ExternalDataFiles.Sum(file => file.Length));
        }
        catch (Exception e) when (e is OnnxFormatException or IOException or UnauthorizedAccessException)
        {
            throw new ModelFileException($"'{source.Display}' cannot be used. {e.Message}", e);
        }
    }

    /// <summary>Opens the files of weights that a model names, to be disposed.</summary>
    /// <exception cref="ModelFileException">The model or a file of weights cannot be used.</exception>
    public static ExternalDataMap[] OpenWeights(ModelSource source, bool allowLinks)
    {
        try
        {
            using Stream stream = source.OpenRead();
            return OpenWeights(source, OnnxModelReader.Read(stream), allowLinks);
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

    private static ExternalDataMap[] OpenWeights(ModelSource source, OnnxModelInfo info, bool allowLinks)
    {
        ExternalDataLinks links = new(allowLinks, $"{nameof(EngineBuildRequest)}.{nameof(EngineBuildRequest.AllowLinkedExternalData)}");
        return ExternalData.Open("", source, info, links);
    }
}
