namespace TypedRtx.Device;

/// <summary>Models with quantised weights and activations: <c>NAME/NAME.onnx</c> with test vectors, or refused readably.</summary>
internal static class QuantizedCheck
{
    public static bool Run(string folder, string library)
    {
        try
        {
            return VectorCheck.Run(folder, library);
        }
        catch (TypedRtxException e)
        {
            Console.WriteLine($"quantized refused: {e.Message}");
            return true;
        }
    }
}
