using System.Numerics.Tensors;
using Samples;
using TypedRtx.Benchmarks.Raw;

namespace TypedRtx.Benchmarks.Painter;

/// <summary>The pipeline of the painter once more, with nothing between it and the C API: all inputs and outputs bound once.</summary>
internal sealed class PaintByHand : IDisposable
{
    private const int TextLength = 16;
    private const int TextWidth = 128;
    private const int LatentChannels = 4;

    private readonly RawSession _encoder = Open("painter_text_encoder");
    private readonly RawSession _transformer = Open("painter_transformer");
    private readonly RawSession _decoder = Open("painter_decoder");
    private readonly RawBinding _text;
    private readonly RawBinding _step;
    private readonly RawBinding _picture;
    private readonly long[] _inputIds = GC.AllocateArray<long>(TextLength, pinned: true);
    private readonly float[] _hiddenStates = Pinned(TextLength * TextWidth);
    private readonly float[] _projections = Pinned(TextWidth);
    private readonly float[] _timestep = Pinned(1);
    private readonly float[] _latent;
    private readonly float[] _velocity;
    private readonly float[] _image;

    public PaintByHand(int height, int width)
    {
        long[] latent = [1, LatentChannels, height / PaintPipeline.PixelsPerPlace, width / PaintPipeline.PixelsPerPlace];
        _latent = Pinned((int)(latent[1] * latent[2] * latent[3]));
        _velocity = Pinned(_latent.Length);
        _image = Pinned(3 * height * width);

        _text = new RawBinding(_encoder);
        _text.BindInput("input_ids", _inputIds, 1, TextLength);
        _text.BindOutput("encoder_hidden_states", _hiddenStates, 1, TextLength, TextWidth);
        _text.BindOutput("pooled_projections", _projections, 1, TextWidth);

        _step = new RawBinding(_transformer);
        _step.BindInput("latent", _latent, latent);
        _step.BindInput("timestep", _timestep, 1);
        _step.BindInput("encoder_hidden_states", _hiddenStates, 1, TextLength, TextWidth);
        _step.BindInput("pooled_projections", _projections, 1, TextWidth);
        _step.BindOutput("velocity", _velocity, latent);

        _picture = new RawBinding(_decoder);
        _picture.BindInput("latent", _latent, latent);
        _picture.BindOutput("image", _image, 1, 3, height, width);
    }

    /// <summary>Paints a picture: [1, 3, height, width], until the next one.</summary>
    public ReadOnlySpan<float> Paint(string prompt, int seed, int steps)
    {
        Array.Clear(_inputIds);
        for (int i = 0; i < prompt.Length; i++)
        {
            _inputIds[i] = prompt[i];
        }

        _text.Run(1);
        Noise.Fill(_latent, seed);
        for (int i = 0; i < steps; i++)
        {
            _timestep[0] = 1 - ((float)i / steps);
            _step.Run(1);
            TensorPrimitives.MultiplyAdd(_velocity, -1f / steps, _latent, _latent);
        }

        _picture.Run(1);
        return _image;
    }

    public void Dispose()
    {
        _text.Dispose();
        _step.Dispose();
        _picture.Dispose();
        _encoder.Dispose();
        _transformer.Dispose();
        _decoder.Dispose();
    }

    // Models of samples lie beside the program.
    private static RawSession Open(string name) => new(Path.Combine(AppContext.BaseDirectory, name + ".onnx"), hasSymbols: true);

    private static float[] Pinned(int length) => GC.AllocateArray<float>(length, pinned: true);
}
