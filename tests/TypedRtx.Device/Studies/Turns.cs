using System.Diagnostics;

namespace TypedRtx.Device.Studies;

/// <summary>One way of doing the same work.</summary>
internal sealed record Contender(string Name, Action Run);

/// <summary>What a contender's runs took, in milliseconds, turn by turn.</summary>
internal sealed record Timing(string Name, double[][] Turns)
{
    public double Median { get; } = Statistics.Median(Turns.SelectMany(turn => turn));

    /// <summary>
    /// The median of the ratios of neighbouring turns: what slows the machine for a while slows both, and is not seen.
    /// </summary>
    public double Over(Timing other) => Statistics.Median(Turns.Zip(
        other.Turns, (own, theirs) => Statistics.Median(own) / Statistics.Median(theirs)));
}

/// <summary>Times contenders in turns, so that what disturbs the machine disturbs all of them.</summary>
internal static class Turns
{
    private const int FewestRounds = 9;
    private const int MostRunsATurn = 20;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(0.7);

    /// <summary>Measures for about so many seconds.</summary>
    public static Timing[] Measure(double seconds, params Contender[] contenders)
    {
        long start = Stopwatch.GetTimestamp();
        int warmRounds = 0;
        while (warmRounds < 2 || Stopwatch.GetElapsedTime(start) < WarmUp)
        {
            Array.ForEach(contenders, contender => contender.Run());
            warmRounds++;
        }

        double round = Stopwatch.GetElapsedTime(start).TotalSeconds / warmRounds;
        int runs = (int)Math.Clamp(seconds / round / 60, 1, MostRunsATurn);
        List<double[]>[] turns = [.. contenders.Select(_ => new List<double[]>())];
        GC.Collect();
        start = Stopwatch.GetTimestamp();
        for (int i = 0; i < FewestRounds || Stopwatch.GetElapsedTime(start).TotalSeconds < seconds; i++)
        {
            for (int k = 0; k < contenders.Length; k++)
            {
                // The place in a round is no advantage, and nobody pays for what the one before left in the caches.
                int next = (i + k) % contenders.Length;
                contenders[next].Run();
                turns[next].Add(Time(contenders[next].Run, runs));
            }
        }

        return [.. contenders.Select((contender, i) => new Timing(contender.Name, [.. turns[i]]))];
    }

    public static double[] Time(Action run, int runs)
    {
        double[] times = new double[runs];
        for (int i = 0; i < runs; i++)
        {
            times[i] = Once(run);
        }

        return times;
    }

    /// <summary>The milliseconds of one run.</summary>
    public static double Once(Action run)
    {
        long start = Stopwatch.GetTimestamp();
        run();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
