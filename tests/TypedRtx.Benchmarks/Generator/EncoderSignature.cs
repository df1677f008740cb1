using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.Benchmarks.Generator;

/// <summary>The signature of a text encoder, as the build hands it to the generator.</summary>
internal static class EncoderSignature
{
    /// <summary>The text.</summary>
    /// <param name="symbol">The name of the first axis.</param>
    public static string Text(string symbol)
    {
        byte[] model = new OnnxModelBuilder("encoder")
            .Input("input_ids", ElementType.Int64, symbol, "sequence")
            .Input("attention_mask", ElementType.Int64, symbol, "sequence")
            .Input("token_type_ids", ElementType.Int64, symbol, "sequence")
            .Output("last_hidden_state", ElementType.Float32, symbol, "sequence", 768)
            .Output("pooler_output", ElementType.Float32, symbol, 768)
            .ToBytes();
        using MemoryStream stream = new(model);
        return OnnxModelReader.ReadWithShapes(stream).Signature.ToString();
    }
}
