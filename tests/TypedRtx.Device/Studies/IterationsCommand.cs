using System.Globalization;
using TypedRtx.Runtime;

namespace TypedRtx.Device.Studies;

/// <summary>
/// <c>iterations MODELS JOB RUNS</c>: what each run takes from the first on, ours and by hand, as CSV files for a chart. The
/// state is that after the run: in the first line that says <c>specialized</c> the swap was made.
/// </summary>
internal static class IterationsCommand
{
    public const string Case = "iterations-case";
    private const double LimitOfCase = 60;
    private const double MostSeconds = 10;
    private const int MostRuns = 10_000;

    public static bool Run(Children children, string models, Job job, int runs)
    {
        string[] kinds = children.Settings.IsRtx ? [Runner.Ours, Runner.Bare] : [Runner.Ours, Runner.Dynamic, Runner.Captured];
        bool isRight = true;
        foreach (string kind in kinds)
        {
            isRight &= children.Run(
                $"iterations {kind} {job}", LimitOfCase, Case, models, kind, job.Line, runs.ToString(CultureInfo.InvariantCulture)) is not null;
        }

        return isRight;
    }

    public static bool RunCase(Settings settings, string models, string kind, Job job, int runs)
    {
        string cache = Path.Combine(Path.GetTempPath(), $"typedrtx-iterations-{Environment.ProcessId}");
        Directory.CreateDirectory(cache);
        try
        {
            using Runner runner = new(settings, kind, models, job, cache);
            List<(double Time, string State)> series = new(runs);
            long end = Environment.TickCount64 + (long)(MostSeconds * 1000);
            for (int i = 0; i < runs || (!runner.IsSettled && kind == Runner.Ours && i < MostRuns && Environment.TickCount64 < end); i++)
            {
                double time = Turns.Once(runner.Run);
                series.Add((time, runner.State));
            }

            int swap = series.FindIndex(run => run.State == "specialized");

            // As many runs after the swap as before it, at most twice as many as were asked for.
            for (int more = Math.Clamp(runs - (series.Count - swap), 0, runs); swap >= 0 && more > 0; more--)
            {
                series.Add((Turns.Once(runner.Run), runner.State));
            }

            string file = $"iterations-{settings.Backend}-{job.Model}-{kind}.csv";
            File.WriteAllLines(
                Path.Combine(settings.Out, file),
                series.Select((run, i) => FormattableString.Invariant($"{i + 1},{run.Time:F4},{run.State}")).Prepend("iteration,milliseconds,state"));
            Console.WriteLine(FormattableString.Invariant(
                $"iterations {settings.Backend} {job.Model} {kind}: run 1 {series[0].Time:F1} ms, last tenth {Statistics.Median(series.Skip(series.Count * 9 / 10).Select(run => run.Time)):F3} ms, swap after run {swap + 1}, {series.Count} runs in {file}"));
            return true;
        }
        finally
        {
            Directory.Delete(cache, recursive: true);
        }
    }
}
