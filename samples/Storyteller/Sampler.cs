using System.Numerics.Tensors;

namespace Samples;

/// <summary>Draws the next token from scores. The same seed gives the same tokens.</summary>
/// <param name="temperature">0 takes the likeliest token, 1 draws by the model's own probabilities.</param>
/// <param name="seed">Where the random numbers begin.</param>
internal sealed class Sampler(float temperature, int seed)
{
    private readonly Random _random = new(seed);
    private float[] _probabilities = [];

    /// <summary>The next token.</summary>
    /// <param name="logits">One score per token.</param>
    public int Next(ReadOnlySpan<float> logits)
    {
        if (temperature <= 0)
        {
            return Scores.Best(logits);
        }

        if (_probabilities.Length != logits.Length)
        {
            _probabilities = new float[logits.Length];
        }

        TensorPrimitives.Divide(logits, temperature, _probabilities);
        TensorPrimitives.SoftMax(_probabilities, _probabilities);
        double target = _random.NextDouble();
        for (int token = 0; token < _probabilities.Length; token++)
        {
            target -= _probabilities[token];
            if (target < 0)
            {
                return token;
            }
        }

        // What rounding leaves over.
        return Scores.Best(logits);
    }
}
