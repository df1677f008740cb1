using System.Diagnostics;

namespace TypedRtx.Benchmarks.Measuring;

/// <summary>Times contenders in turns, so that what disturbs the machine disturbs all of them.</summary>
internal static class Rounds
{
    private const int MinimumWarmUps = 60;
    private static readonly TimeSpan WarmUpTime = TimeSpan.FromSeconds(3);

    /// <summary>Measures.</summary>
    /// <param name="contenders">The contenders; the first is the one that others are compared with.</param>
    /// <param name="rounds">How many rounds.</param>
    /// <param name="calls">How many calls a round makes.</param>
    /// <param name="warmUps">How many rounds at least go first, uncounted; of long rounds few do.</param>
    public static List<Timing> Measure(
        IReadOnlyList<Contender> contenders,
        int rounds,
        int calls,
        int warmUps = MinimumWarmUps)
    {
        // The just-in-time compiler replaces a method in the background, some time after it was called often.
        long begin = Stopwatch.GetTimestamp();
        for (int i = 0; i < warmUps || Stopwatch.GetElapsedTime(begin) < WarmUpTime; i++)
        {
            foreach (Contender contender in contenders)
            {
                contender.Run(calls);
            }
        }

        GC.Collect();

        double[][] times = [.. contenders.Select(_ => new double[rounds])];
        long[] bytes = new long[contenders.Count];
        for (int round = 0; round < rounds; round++)
        {
            for (int i = 0; i < contenders.Count; i++)
            {
                // Each one goes first, last and in between: the place in a round is no advantage.
                int next = (i + round) % contenders.Count;

                // Once unmeasured, so that nobody pays for what the one before left in the caches.
                contenders[next].Run(1);
                long allocated = GC.GetAllocatedBytesForCurrentThread();
                long start = Stopwatch.GetTimestamp();
                contenders[next].Run(calls);
                TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
                bytes[next] += GC.GetAllocatedBytesForCurrentThread() - allocated;
                times[next][round] = elapsed.TotalNanoseconds / calls;
            }
        }

        return [.. contenders.Select((contender, i) => new Timing(contender, times[i], (double)bytes[i] / rounds / calls))];
    }
}
