using System.Diagnostics;
using System.Globalization;
using static TypedRtx.Device.Studies.Statistics;

namespace TypedRtx.Device.Studies;

/// <summary>The processes of <see cref="RtxCommand"/>. Each ends with a line <c>values name=number …</c>.</summary>
internal static class RtxCase
{
    public const string Series = "rtx-series";
    public const string Steady = "rtx-steady";
    public const string Warm = "rtx-warm";

    private const double Within = 1.05;
    private const int Neighbours = 21;
    private const int LastRuns = 300;
    private const int RunsBeforeAsking = 3;

    /// <summary>Runs of new lengths from the first on, for some seconds.</summary>
    public static bool RunSeries(Settings settings, string models, string kind, Job job, string cache)
    {
        using Runner runner = new(settings, kind, models, job, cache);
        List<double> times = new(1 << 16);
        List<double> ends = new(1 << 16);
        int swap = -1;
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < 2 * settings.Seconds)
        {
            times.Add(Turns.Once(runner.Run));
            ends.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            swap = swap < 0 && kind == Runner.Ours && runner.IsSettled ? times.Count : swap;
        }

        double[] all = [.. times];
        double steady = Median(all.Skip(Math.Max(0, all.Length - LastRuns)));
        int arrival = Math.Max(0, FirstAt(all, steady * Within, Neighbours));
        double disturbed = double.NaN;
        double undisturbed = double.NaN;
        if (kind == Runner.Ours)
        {
            using Runner none = new(settings, Runner.None, models, job, cache: null);
            Turns.Time(none.Run, LastRuns);
            undisturbed = Median(Turns.Time(none.Run, LastRuns));
            double[] between = [.. all.Take(swap < 0 ? all.Length : swap).Skip(RunsBeforeAsking)];
            disturbed = Quantile(between, 0.99) / undisturbed;
            Console.WriteLine(
                $"  undisturbed {Text(undisturbed)}, {between.Length} runs until the swap: median {Text(Median(between))}, p99 {Text(Quantile(between, 0.99))}, "
                + $"longest {Text(between.DefaultIfEmpty().Max())}, swap at {Text(swap < 0 ? double.NaN : ends[swap - 1])} ms, state {runner.State}");
        }

        string file = $"series-{settings.Backend}-{job.Model}-{kind}.csv";
        Directory.CreateDirectory(settings.Out);
        File.WriteAllLines(
            Path.Combine(settings.Out, file),
            all.Take(5000).Select((time, i) => FormattableString.Invariant($"{i + 1},{time:F4},{(kind != Runner.Ours ? kind : swap >= 0 && i >= swap ? "specialized" : "general")}"))
                .Prepend("iteration,milliseconds,state"));
        Print(("first", all[0]), ("arrival", ends[arrival]), ("run", arrival + 1), ("steady", steady), ("disturbed", disturbed));
        return true;
    }

    /// <summary>Both at steady state in one process, in turns, with ours without specialisation, and with what the library itself chooses.</summary>
    public static bool RunSteady(Settings settings, string models, Job job, string cache)
    {
        using Runner ours = new(settings, Runner.Awaited, models, job, cache);
        using Runner library = new(settings, Runner.Bare, models, job, cache);
        using Runner inLibrary = new(settings, Runner.InLibrary, models, job, cache: null);
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < settings.Seconds)
        {
            library.Run();
            inLibrary.Run();
        }

        using Runner none = new(settings, Runner.None, models, job, cache: null);
        Timing[] timings = Turns.Measure(settings.Seconds, new("ours", ours.Run), new("library", library.Run), new("none", none.Run), new("in the library", inLibrary.Run));
        Console.WriteLine($"  state {ours.State}; over None {Text(timings[0].Over(timings[2]))}");
        Print(
            ("ours", timings[0].Median), ("library", timings[1].Median), ("none", timings[2].Median), ("inlibrary", timings[3].Median),
            ("ratio", timings[0].Over(timings[1])));
        return true;
    }

    /// <summary>A start with what an earlier process kept: the call from which on runs are at the earlier one's pace.</summary>
    public static bool RunWarm(Settings settings, string models, string kind, Job job, string cache, double best)
    {
        using Runner runner = new(settings, kind, models, job, cache);
        List<double> times = new(1 << 16);
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < settings.Seconds)
        {
            times.Add(Turns.Once(runner.Run));
        }

        int first = FirstAt([.. times], best * Within, Neighbours);
        int own = FirstAt([.. times], Median(times.TakeLast(LastRuns)) * Within, Neighbours);
        Console.WriteLine(FormattableString.Invariant(
            $"  {kind}: opened in {runner.Load:F0} ms; calls {string.Join(", ", times.Take(6).Select(Text))} …; last {Median(times.TakeLast(LastRuns)):F3}, cold best {best:F3}"));
        Print(("call", first < 0 ? double.PositiveInfinity : first + 1), ("own", own + 1), ("load", runner.Load));
        return true;
    }

    private static void Print(params (string Name, double Value)[] values) => Console.WriteLine(
        Children.ForStudy + string.Join(' ', values.Select(pair => $"{pair.Name}={pair.Value.ToString("R", CultureInfo.InvariantCulture)}")));
}
