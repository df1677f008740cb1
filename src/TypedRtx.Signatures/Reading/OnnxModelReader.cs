namespace TypedRtx.Signatures;

/// <summary>
/// Reads what an <c>.onnx</c> file says about itself without its weights: it jumps over every payload, so that the time
/// depends on the number of tensors and not on the size of the file.
/// </summary>
public static class OnnxModelReader
{
    /// <summary>Reads a model from a seekable stream, from its position to its end. The stream stays open.</summary>
    /// <param name="stream">
    /// The file. A few hundred bytes are read at a time, so a <see cref="FileStream"/> needs no buffer of its own.
    /// </param>
    /// <exception cref="OnnxFormatException">
    /// The bytes are no ONNX model, or one that breaks a rule of ONNX or a limit of <see cref="OnnxLimits"/>.
    /// </exception>
    /// <exception cref="ArgumentException">The stream cannot seek.</exception>
    public static OnnxModelInfo Read(Stream stream) => Read(Open(stream));

    /// <summary>
    /// Reads a model as <see cref="Read(Stream)"/> does, and follows the lengths of axes through its nodes: relations
    /// between symbols and shapes of outputs that the file does not state are added. Nodes are read whole, weights still
    /// are not.
    /// </summary>
    /// <inheritdoc cref="Read(Stream)" path="/param" />
    /// <inheritdoc cref="Read(Stream)" path="/exception" />
    public static OnnxModelInfo ReadWithShapes(Stream stream)
    {
        WireInput input = Open(stream);
        OnnxModelInfo info = Read(input);
        return ModelBodyMessage.TryRead(input) is { } body
            ? info with { Signature = ShapePropagation.Follow(info.Signature, body) }
            : info;
    }

    private static WireInput Open(Stream stream)
    {
        _ = stream ?? throw new ArgumentNullException(nameof(stream));
        if (!stream.CanSeek)
        {
            throw new ArgumentException("The stream must be seekable: weights are jumped over.", nameof(stream));
        }

        WireInput input = new(stream);
        if (input.Length == 0)
        {
            throw new OnnxFormatException(
                OnnxFormatError.Empty,
                0,
                "The file is empty (0 bytes), where an ONNX model was expected. Export, copy or download it again.");
        }

        if (input.Length > OnnxLimits.FileLength)
        {
            throw new OnnxFormatException(
                OnnxFormatError.LimitExceeded,
                0,
                $"The file has {DimensionExpression.Number(input.Length)} bytes; the limit is "
                + $"{DimensionExpression.Number(OnnxLimits.FileLength)}. Store the weights as external data.");
        }

        return input;
    }

    private static OnnxModelInfo Read(WireInput input)
    {
        try
        {
            return ModelMessage.Read(input);
        }
        catch (OnnxFormatException e) when (e.Kind != OnnxFormatError.LimitExceeded)
        {
            // Only now, because nothing keeps a model from beginning with bytes that look like something else.
            throw ForeignFile.Recognize(input, e) ?? e;
        }
    }
}
