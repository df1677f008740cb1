using System.Diagnostics;
using System.Numerics.Tensors;
using System.Text;
using TypedRtx;

namespace Samples;

/// <summary>From a prompt to a picture: one model reads the prompt, one clears noise step by step, one makes pixels of what is left.</summary>
/// <remarks>One size per pipeline: the memory that the steps work in is allocated once, in bindings.</remarks>
internal sealed class PaintPipeline : IDisposable
{
    /// <summary>How many pixels of the picture, in each direction, one place of the latent stands for.</summary>
    public const int PixelsPerPlace = 4;

    private readonly PainterTextEncoder _encoder;
    private readonly PainterTransformer _transformer;
    private readonly PainterDecoder _decoder;
    private readonly PainterTransformer.Binding _step;
    private readonly PainterDecoder.Binding _picture;
    private readonly long[] _inputIds = new long[16];

    /// <summary>Loads the models.</summary>
    /// <param name="height">Of the pictures, in pixels: a multiple of four.</param>
    /// <param name="width">Of the pictures, in pixels: a multiple of four.</param>
    /// <param name="options">How to load and run the models; null for the defaults.</param>
    public PaintPipeline(int height, int width, ModelOptions? options = null)
    {
        _encoder = PainterTextEncoder.Load(options);
        _transformer = PainterTransformer.Load(options);
        _decoder = PainterDecoder.Load(options);
        _step = _transformer.Bind(batch: 1, height: height / PixelsPerPlace, width: width / PixelsPerPlace);
        _picture = _decoder.Bind(batch: 1, height: height / PixelsPerPlace, width: width / PixelsPerPlace);
    }

    /// <summary>What runs the models.</summary>
    public string BackendName => _transformer.BackendName;

    /// <summary>Whether a session that is specialised to the size answers for the steps.</summary>
    public bool IsSpecialized => _transformer.Specializations.Any(known => known.State == SpecializationState.Specialized);

    /// <summary>Paints a picture.</summary>
    /// <param name="prompt">What to paint; its first 16 bytes count.</param>
    /// <param name="seed">Where the random numbers begin. The same seed gives the same picture.</param>
    /// <param name="steps">In how many steps.</param>
    /// <param name="stepDone">Called after each step with the time that it took.</param>
    /// <returns>The picture, [1, 3, height, width], -1 is dark and 1 is bright. It stays until the next one is painted.</returns>
    public TensorView<float> Paint(string prompt, int seed, int steps, Action<TimeSpan>? stepDone = null)
    {
        // Tokens are bytes, zeros follow the last one.
        Array.Clear(_inputIds);
        byte[] letters = Encoding.UTF8.GetBytes(prompt);
        for (int i = 0; i < Math.Min(letters.Length, _inputIds.Length); i++)
        {
            _inputIds[i] = letters[i];
        }

        using (PainterTextEncoder.Outputs text = _encoder.Run(inputIds: _inputIds, batch: 1))
        {
            text.EncoderHiddenStates.Span.CopyTo(_step.EncoderHiddenStates);
            text.PooledProjections.Span.CopyTo(_step.PooledProjections);
        }

        // Flow matching: the model says which way the picture lies, and each step goes 1/steps of it. The time runs from 1 down to 0.
        Noise.Fill(_step.Latent, seed);
        for (int i = 0; i < steps; i++)
        {
            long start = Stopwatch.GetTimestamp();
            _step.Timestep[0] = 1 - ((float)i / steps);
            _step.Run();
            TensorPrimitives.MultiplyAdd(_step.Velocity.Span, -1f / steps, _step.Latent, _step.Latent);
            stepDone?.Invoke(Stopwatch.GetElapsedTime(start));
        }

        _step.Latent.CopyTo(_picture.Latent);
        _picture.Run();
        return _picture.Image;
    }

    public void Dispose()
    {
        _step.Dispose();
        _picture.Dispose();
        _encoder.Dispose();
        _transformer.Dispose();
        _decoder.Dispose();
    }
}
