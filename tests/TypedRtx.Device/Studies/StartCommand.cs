using System.Diagnostics;
using System.Globalization;

namespace TypedRtx.Device.Studies;

/// <summary>
/// <c>start MODELS JOB TRIES</c>: from the start of the process to the first output, loading, and the first runs, without and with
/// what an earlier process kept, ours and by hand, as a CSV file.
/// </summary>
internal static class StartCommand
{
    public const string Case = "start-case";
    private const double LimitOfCase = 60;
    private const int Runs = 5;
    private const double RunsToKeep = 2;

    public static bool Run(Children children, string models, Job job, int tries)
    {
        Settings settings = children.Settings;
        List<string> lines = ["session,cache,try,main,load,first_output," + string.Join(',', Enumerable.Range(1, Runs).Select(run => $"run{run}"))];
        string[] kinds = settings.IsRtx ? [Runner.Ours, Runner.Bare] : [Runner.Ours, Runner.Dynamic, Runner.Captured];
        bool isRight = true;
        for (int attempt = 1; attempt <= tries; attempt++)
        {
            foreach (string kind in kinds)
            {
                string cache = Path.Combine(Path.GetTempPath(), $"typedrtx-start-{Environment.ProcessId}-{kind}-{attempt}");
                Directory.CreateDirectory(cache);
                bool keeps = kind is Runner.Ours or Runner.Bare;
                foreach (string state in keeps ? (string[])["cold", "fill", "warm"] : ["none"])
                {
                    List<string>? printed = children.Run(
                        $"start {kind} {state} {job}", LimitOfCase, Case, models, kind, job.Line, cache, state,
                        Stopwatch.GetTimestamp().ToString(CultureInfo.InvariantCulture));
                    isRight &= printed is not null;
                    lines.AddRange(printed?.Where(line => line.StartsWith(Children.ForStudy, StringComparison.Ordinal))
                        .Select(line => line[Children.ForStudy.Length..].Replace("{try}", attempt.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)) ?? []);
                }

                Directory.Delete(cache, recursive: true);
            }
        }

        if (lines.Count == 1)
        {
            return false;
        }

        Directory.CreateDirectory(settings.Out);
        lines.ForEach(line => Console.WriteLine($"start {settings.Backend} {job.Model}: {line}"));
        File.WriteAllLines(Path.Combine(settings.Out, $"start-{settings.Backend}-{job.Model}.csv"), lines);
        return isRight;
    }

    /// <summary>One start.</summary>
    /// <param name="settings">Backend and libraries.</param>
    /// <param name="models">The folder of models.</param>
    /// <param name="kind">Ours or by hand.</param>
    /// <param name="job">Model and lengths.</param>
    /// <param name="cache">The folder of the cache.</param>
    /// <param name="state">cold or warm; fill runs on until there is something to keep and prints nothing.</param>
    /// <param name="start">When the process was asked for, in ticks of the stopwatch, which processes of a machine share on Linux.</param>
    /// <param name="main">When the program began.</param>
    public static bool RunCase(Settings settings, string models, string kind, Job job, string cache, string state, long start, long main)
    {
        using Runner runner = new(settings, kind, models, job, cache);
        double[] times = new double[Runs];
        double output = 0;
        for (int run = 0; run < Runs; run++)
        {
            times[run] = Turns.Once(runner.Run);
            output = run == 0 ? Stopwatch.GetElapsedTime(start).TotalMilliseconds : output;
        }

        if (state == "fill")
        {
            long end = Environment.TickCount64 + (long)(RunsToKeep * 1000 * (runner.IsSettled ? 1 : 3));
            while (!runner.IsSettled && Environment.TickCount64 < end)
            {
                runner.Run();
            }

            return true;
        }

        string runs = string.Join(',', times.Select(time => time.ToString("F3", CultureInfo.InvariantCulture)));
        Console.WriteLine(FormattableString.Invariant(
            $"{Children.ForStudy}{kind},{state},{{try}},{Stopwatch.GetElapsedTime(start, main).TotalMilliseconds:F1},{runner.Load:F1},{output:F1},{runs}"));
        return true;
    }
}
