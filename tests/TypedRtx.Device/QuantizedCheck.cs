namespace TypedRtx.Device;

/// <summary>Models with quantised weights and activations: <c>NAME/NAME.onnx</c> with test vectors, or refused readably.</summary>
internal static class QuantizedCheck
{
    public static bool Run(string folder, string library)
    {
        bool isRight = true;
        foreach (string model in Directory.GetDirectories(folder).Order(StringComparer.Ordinal))
        {
            try
            {
                isRight &= VectorCheck.Run(model, library);
            }
            catch (TensorRtRtx.EngineBuildException e)
            {
                Console.WriteLine($"quantized refused: {e.Message}");
            }
        }

        return isRight;
    }
}
