using System.Diagnostics;
using System.Globalization;
using System.Text;
using TypedRtx.Benchmarks.Start;

namespace TypedRtx.Starts;

/// <summary>What one process measures. Nothing is written before the last figure is taken.</summary>
internal static class Measurements
{
    private static readonly TimeSpan LongestSettling = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestSaving = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ShortestQuiet = TimeSpan.FromSeconds(1);

    /// <summary>One line: process start to main, opening, process start to the first output, then each run.</summary>
    public static void Start(string kind, StartJob job, string? cache, int runs, long started, long main)
    {
        long begin = Stopwatch.GetTimestamp();
        using StartedModel model = StartedModel.Open(kind, job, cache);
        double load = Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
        double[] times = new double[runs];
        times[0] = Once(model);
        double firstOutput = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        for (int i = 1; i < runs; i++)
        {
            times[i] = Once(model);
        }

        double[] figures = [Stopwatch.GetElapsedTime(started, main).TotalMilliseconds, load, firstOutput, .. times];
        Console.WriteLine(string.Join(',', figures.Select(Text)));
    }

    /// <summary>
    /// A line for each run, with the state after it: the run after the first <c>specialized</c> surely had the specialised session. Goes
    /// on until it is settled which session answers, and then as many runs again.
    /// </summary>
    public static void Iterations(string kind, StartJob job, string? cache, int runs)
    {
        using StartedModel model = StartedModel.Open(kind, job, cache);
        List<(double Time, string State)> series = new(runs);
        long begin = Stopwatch.GetTimestamp();
        int settled = -1;
        while (series.Count < runs || (kind == "ours" && Stopwatch.GetElapsedTime(begin) < LongestSettling && (settled < 0 || series.Count < 2 * settled)))
        {
            double time = Once(model);
            series.Add((time, model.State));
            settled = settled < 0 && model.IsSettled ? series.Count : settled;
        }

        StringBuilder lines = new();
        for (int i = 0; i < series.Count; i++)
        {
            lines.Append(CultureInfo.InvariantCulture, $"{i + 1},{Text(series[i].Time)},{series[i].State}\n");
        }

        Console.Write(lines);
    }

    /// <summary>Runs until it is settled which session answers, and stays until nothing more is written to the cache.</summary>
    public static void Fill(string kind, StartJob job, string cache)
    {
        long begin = Stopwatch.GetTimestamp();
        using StartedModel model = StartedModel.Open(kind, job, cache);

        // What is kept may be made by opening the model once more, and that writes nothing for a while.
        TimeSpan opening = Stopwatch.GetElapsedTime(begin);
        TimeSpan quiet = TimeSpan.FromTicks(Math.Max(ShortestQuiet.Ticks, 4 * opening.Ticks));
        do
        {
            model.Run();
        }
        while (!model.IsSettled && Stopwatch.GetElapsedTime(begin) < LongestSettling);

        begin = Stopwatch.GetTimestamp();
        long last = begin;
        long before = 0;
        while (Stopwatch.GetElapsedTime(last) < quiet && Stopwatch.GetElapsedTime(begin) < LongestSaving)
        {
            long now = new DirectoryInfo(cache).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
            last = now == before ? last : Stopwatch.GetTimestamp();
            before = now;
            Thread.Sleep(50);
        }
    }

    private static double Once(StartedModel model)
    {
        long start = Stopwatch.GetTimestamp();
        model.Run();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static string Text(double milliseconds) => milliseconds.ToString("0.####", CultureInfo.InvariantCulture);
}
