using System.Globalization;
using TypedRtx.TestKit.Charts;

namespace TypedRtx.Benchmarks.Start;

/// <summary>Prints what starts took as markdown.</summary>
internal static class StartReport
{
    private const double Promised = 4;

    // How many times faster opening and the first run are when something was kept; those not named have no promise.
    private static readonly Dictionary<string, double> PromisedOpening = new(StringComparer.Ordinal)
    {
        ["digits"] = Promised,
        ["painter_text_encoder"] = Promised,
        ["painter_transformer"] = Promised,
        ["painter_decoder"] = Promised,
        ["storyteller"] = Promised,
        ["resnet50"] = Promised,
        ["mobilenet_v3_small"] = 2.5,
    };

    // How many times faster the first output is there than with an ordinary session.
    private static readonly Dictionary<string, double> PromisedStart = new(StringComparer.Ordinal)
    {
        ["bert_base_dynamo"] = 5,
    };

    /// <summary>Prints all tables; gives how many promises were broken.</summary>
    public static int Print(IReadOnlyList<StartResult> results)
    {
        int broken = 0;
        Console.WriteLine("## Process start to first output\n");
        Console.WriteLine("Milliseconds, minimum (median).\n");
        Console.WriteLine("| | ordinary session | fixed by hand | TypedRtx, first start | second start | ordinary / second | promised | kept |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|---:|");
        foreach (StartResult result in results)
        {
            Times times = new(result.Whole, row => row.FirstOutput);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {result.Model} | {times} | {times.Dynamic / times.Warm:F1} | {Promise(PromisedStart, result.Model, times.Dynamic / times.Warm, ref broken)} | {result.KeptBytes / 1048576.0:F1} MiB |"));
        }

        Console.WriteLine("\n## Opening the model and its first run, in a process that has opened another model before\n");
        Console.WriteLine("| | ordinary session | fixed by hand | TypedRtx, first start | second start | first / second | promised |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|");
        foreach (StartResult result in results)
        {
            Times times = new(result.Prepared, row => row.LoadAndRun);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {result.Model} | {times} | {times.Cold / times.Warm:F1} | {Promise(PromisedOpening, result.Model, times.Cold / times.Warm, ref broken)} |"));
        }

        Console.WriteLine("\n## What a start is made of\n");
        Console.WriteLine($"| medians | process | open | {string.Join(" | ", Enumerable.Range(1, results[0].Whole.Rows[0].Runs.Count).Select(run => $"run {run}"))} | to first output |");
        Console.WriteLine($"|---{string.Concat(Enumerable.Repeat("|---:", results[0].Whole.Rows[0].Runs.Count + 3))}|");
        foreach (StartResult result in results)
        {
            foreach (IGrouping<string, StartRow> rows in result.Whole.Rows.GroupBy(row => row.Cache == "none" ? row.Session : $"{row.Session}, {row.Cache}").OrderBy(group => group.Key, StringComparer.Ordinal))
            {
                IEnumerable<double> runs = Enumerable.Range(0, rows.First().Runs.Count).Select(run => Median(rows.Select(row => row.Runs[run])));
                double[] figures = [Median(rows.Select(row => row.Main)), Median(rows.Select(row => row.Load)), .. runs, Median(rows.Select(row => row.FirstOutput))];
                Console.WriteLine($"| {result.Model}, {rows.Key} | {string.Join(" | ", figures.Select(Text))} |");
            }
        }

        Console.WriteLine();
        return broken;
    }

    private static string Promise(Dictionary<string, double> promises, string model, double ratio, ref int broken)
    {
        if (!promises.TryGetValue(model, out double least))
        {
            return "";
        }

        broken += ratio < least ? 1 : 0;
        return string.Create(CultureInfo.InvariantCulture, $"at least {least:0.#}: {(ratio < least ? "BROKEN" : "kept")}");
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }

    private static string Text(double milliseconds) => milliseconds.ToString(milliseconds < 10 ? "F2" : "F1", CultureInfo.InvariantCulture);

    /// <summary>One figure of each kind of start.</summary>
    private sealed class Times(StartTable starts, Func<StartRow, double> figure)
    {
        private readonly double[][] _all =
        [
            .. new[] { ("dynamic", "none"), ("fixed", "none"), ("ours", "cold"), ("ours", "warm") }
                .Select(kind => starts.Of(kind.Item1, kind.Item2).Select(figure).ToArray()),
        ];

        public double Dynamic => _all[0].Min();

        public double Cold => _all[2].Min();

        public double Warm => _all[3].Min();

        public override string ToString() => string.Join(" | ", _all.Select(values => $"{Text(values.Min())} ({Text(Median(values))})"));
    }
}
