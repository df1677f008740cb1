using System.Globalization;
using static TypedRtx.Device.Studies.Statistics;

namespace TypedRtx.Device.Studies;

/// <summary>
/// <c>rtx-adaptive MODELS JOBS</c>: our adaptive session on TensorRT for RTX beside the library's own background compilation with
/// graphs, cold and from a warm cache, each start in a process of its own.
/// </summary>
internal static class RtxCommand
{
    private const double LimitOfCase = 60;
    private const int Tries = 2;

    public static bool Run(Children children, string models, Job[] jobs)
    {
        Console.WriteLine("# TensorRT for RTX, milliseconds; steady: from the first of 21 runs whose median is within 5 % of the last runs'; several tries: all, in order");
        Console.WriteLine(
            "| model | ours: first run, to steady (run), p99 before the swap / undisturbed | library: first run, to steady (run) | ours / library: to steady | "
            + "steady ours, library, None, ours with SpecializesInLibrary | ours / library | warm: call within 5 % of the cold best, awaited (of its own steady state), not awaited, library |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        bool isRight = true;
        foreach (Job job in jobs)
        {
            isRight &= Run(children, models, job);
        }

        return isRight;
    }

    private static bool Run(Children children, string models, Job job)
    {
        List<Dictionary<string, double>> ours = [];
        List<Dictionary<string, double>> library = [];
        string folder = Path.Combine(Path.GetTempPath(), $"typedrtx-rtx-{Environment.ProcessId}-{job.Model}");
        string Cache(string kind) => Directory.CreateDirectory(Path.Combine(folder, kind)).FullName;
        Dictionary<string, double>? Ask(string command, string kind, string cache, params string[] more)
        {
            children.DriverCache = Path.Combine(cache, "driver");
            return Values(children.Run($"{command} {kind} {job}", LimitOfCase, [command, models, kind, job.Line, cache, .. more]));
        }

        for (int attempt = 0; attempt < Tries; attempt++)
        {
            // The last caches are those that the warm starts begin with.
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }

            ours.AddIfThere(Ask(RtxCase.Series, Runner.Ours, Cache(Runner.Ours)));
            library.AddIfThere(Ask(RtxCase.Series, Runner.Bare, Cache(Runner.Bare)));
        }

        Dictionary<string, double>? steady = Ask(RtxCase.Steady, "all", Cache("steady"));
        if (ours.Count == 0 || library.Count == 0 || steady is null)
        {
            return false;
        }

        string Best(List<Dictionary<string, double>> tries) => tries[^1]["steady"].ToString("R", CultureInfo.InvariantCulture);
        Dictionary<string, double>? warmed = Ask(RtxCase.Warm, Runner.Awaited, Cache(Runner.Ours), Best(ours));
        double awaited = warmed?["call"] ?? double.NaN;
        double unawaited = Ask(RtxCase.Warm, Runner.Ours, Cache(Runner.Ours), Best(ours))?["call"] ?? double.NaN;
        double bare = Ask(RtxCase.Warm, Runner.Bare, Cache(Runner.Bare), Best(library))?["call"] ?? double.NaN;
        Directory.Delete(folder, recursive: true);
        string All(List<Dictionary<string, double>> tries, string name) => string.Join(", ", tries.Select(values => Text(values[name])));
        string Runs(List<Dictionary<string, double>> tries) => string.Join(", ", tries.Select(values => values["run"]));
        double arrival = Median(ours.Select(values => values["arrival"])) / Median(library.Select(values => values["arrival"]));
        double disturbed = ours.Max(values => values["disturbed"]);
        Console.WriteLine(
            $"| {job} | {All(ours, "first")}; {All(ours, "arrival")} ({Runs(ours)}); {All(ours, "disturbed")} | {All(library, "first")}; {All(library, "arrival")} ({Runs(library)}) | "
            + $"{Text(arrival)} | {Text(steady["ours"])}, {Text(steady["library"])}, {Text(steady["none"])}, {Text(steady["inlibrary"])} | {Text(steady["ratio"])} | {awaited} ({warmed?["own"]}), {unawaited}, {bare} |");
        bool isRight = arrival <= 1 && steady["ratio"] <= 1.02 && !(disturbed > 1.2) && awaited <= 3 && (unawaited <= 3 || unawaited < bare / 5);
        if (!isRight)
        {
            Console.WriteLine($"broken: {job}: to steady at most 1, steady at most 1 (2 % for noise), p99 at most 1.2, call 3 awaited, a fifth of the library's runs were promised");
        }

        return isRight;
    }

    private static Dictionary<string, double>? Values(List<string>? lines) => lines?.LastOrDefault(line => line.StartsWith(Children.ForStudy, StringComparison.Ordinal))
        ?.Split(' ').Skip(1).Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => double.Parse(pair[1], CultureInfo.InvariantCulture));

    private static void AddIfThere<T>(this List<T> list, T? item)
        where T : class
    {
        if (item is not null)
        {
            list.Add(item);
        }
    }
}
