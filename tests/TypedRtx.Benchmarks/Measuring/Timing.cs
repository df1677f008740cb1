namespace TypedRtx.Benchmarks.Measuring;

/// <summary>What the rounds of one contender gave.</summary>
/// <param name="Contender">Who ran.</param>
/// <param name="Rounds">Nanoseconds per call, one figure per round, in the order of the rounds.</param>
/// <param name="BytesPerCall">Managed bytes allocated per call, on the thread that calls.</param>
internal sealed record Timing(Contender Contender, double[] Rounds, double BytesPerCall)
{
    /// <summary>The quickest round: noise only ever adds.</summary>
    public double Minimum => Rounds.Min();

    /// <summary>The round in the middle.</summary>
    public double Median => Rounds.Order().ElementAt(Rounds.Length / 2);

    /// <summary>The slowest round.</summary>
    public double Maximum => Rounds.Max();
}
