using System.Diagnostics;

namespace TypedRtx.TestKit;

/// <summary>Runs cases within limits of time and memory.</summary>
public static class FuzzRun
{
    private const long MaxBytes = 64L << 20;
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(30);

    /// <summary>Runs damaged inputs one after another and notes what breaks a promise.</summary>
    /// <param name="name">What is fuzzed.</param>
    /// <param name="seed">Decides every case.</param>
    /// <param name="cases">How many.</param>
    /// <param name="make">Makes an input, outside of the limits.</param>
    /// <param name="lengthOf">The bytes of an input.</param>
    /// <param name="run">Runs one; says whether it was taken, and throws what must not be thrown.</param>
    /// <param name="limitMemory">Whether memory counts too.</param>
    /// <param name="first">The index of the first case, to run one again.</param>
    public static FuzzReport Run<T>(
        string name,
        int seed,
        int cases,
        Func<Random, T> make,
        Func<T, long> lengthOf,
        Func<T, bool> run,
        bool limitMemory = true,
        int first = 0)
    {
        FuzzReport report = new(name, seed);
        Stopwatch watch = Stopwatch.StartNew();
        for (int i = first; i < first + cases; i++)
        {
            T input = make(FuzzReport.RandomOf(seed, i));
            long before = GC.GetAllocatedBytesForCurrentThread();
            TimeSpan start = Environment.CpuUsage.TotalTime;
            Stopwatch wall = Stopwatch.StartNew();
            try
            {
                report.Accepted += run(input) ? 1 : 0;
            }
            catch (Exception error)
            {
                report.Failures.Add($"case {i}: {error.GetType().Name}: {error.Message}");
            }

            TimeSpan time = Worked(wall.Elapsed, Environment.CpuUsage.TotalTime - start);
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before - (2 * lengthOf(input));
            report.MostAllocated = Math.Max(report.MostAllocated, allocated);
            report.Longest = time > report.Longest ? time : report.Longest;
            if (limitMemory && allocated > MaxBytes)
            {
                report.Failures.Add($"case {i}: allocates {allocated} bytes beyond twice its {lengthOf(input)}");
            }

            if (time > MaxTime)
            {
                report.Failures.Add($"case {i}: takes {time.TotalMilliseconds:F0} ms");
            }
        }

        report.Cases = cases;
        report.Elapsed = watch.Elapsed;
        return report;
    }

    // Processor time, since a busy machine stretches the clock's; but who waits for ever uses none.
    private static TimeSpan Worked(TimeSpan wall, TimeSpan processor) => wall > Hang || wall < processor ? wall : processor;
}
