using Samples;
using TypedRtx.EndToEnd.Tests.Support;
using TypedRtx.TestKit;

namespace TypedRtx.EndToEnd.Tests.Painting;

/// <summary>The recipe of the models once more, in plain loops over the C API.</summary>
internal static class PaintingByHand
{
    private const int TextLength = 16;

    /// <summary>A picture, [1, 3, height, width].</summary>
    public static float[] Paint(string prompt, int seed, int height, int width, int steps)
    {
        using RawModel encoder = Open("painter_text_encoder");
        using RawModel transformer = Open("painter_transformer");
        using RawModel decoder = Open("painter_decoder");
        long[] latentShape = [1, 4, height / 4, width / 4];

        long[] ids = new long[TextLength];
        for (int i = 0; i < prompt.Length; i++)
        {
            ids[i] = prompt[i];
        }

        TestValue[] text = encoder.Run([TestTensor.Create(ids, 1, TextLength)]);
        float[] latent = new float[latentShape[1] * latentShape[2] * latentShape[3]];
        Noise.Fill(latent, seed);
        for (int k = 0; k < steps; k++)
        {
            float[] time = [1 - ((float)k / steps)];
            TestValue velocity = transformer.Run([TestTensor.Create(latent, latentShape), TestTensor.Create(time, 1), text[0], text[1]])[0];
            float[] direction = ((TestTensor)velocity).ToArray<float>();
            for (int i = 0; i < latent.Length; i++)
            {
                latent[i] -= direction[i] / steps;
            }
        }

        return ((TestTensor)decoder.Run([TestTensor.Create(latent, latentShape)])[0]).ToArray<float>();
    }

    private static RawModel Open(string name)
    {
        string path = PainterSample.ModelPath(name);
        return new RawModel(path, GeneratedModel.Read(name, path).Signature);
    }
}
