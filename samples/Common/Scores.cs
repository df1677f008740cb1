namespace Samples;

/// <summary>Reads class scores.</summary>
public static class Scores
{
    /// <summary>The index of the highest score.</summary>
    public static int Best(ReadOnlySpan<float> scores)
    {
        int best = 0;
        for (int i = 1; i < scores.Length; i++)
        {
            best = scores[i] > scores[best] ? i : best;
        }

        return best;
    }
}
