namespace Samples;

/// <summary>What a picture is made of before its first step.</summary>
internal static class Noise
{
    /// <summary>Fills memory with Gaussian noise of mean 0 and deviation 1. The same seed gives the same noise.</summary>
    public static void Fill(Span<float> values, int seed)
    {
        Random random = new(seed);
        foreach (ref float value in values)
        {
            // Box and Muller: two even random numbers make a Gaussian one. The logarithm of 0 is not wanted, so 1 is left out.
            double radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
            value = (float)(radius * Math.Cos(2 * Math.PI * random.NextDouble()));
        }
    }
}
