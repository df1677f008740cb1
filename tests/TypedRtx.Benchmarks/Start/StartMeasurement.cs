using System.Globalization;
using TypedRtx.Benchmarks.Adaptive;
using TypedRtx.TestKit;
using TypedRtx.TestKit.Charts;

namespace TypedRtx.Benchmarks.Start;

/// <summary>Measures the starts of one model, all kinds in turns.</summary>
internal static class StartMeasurement
{
    private const string Ours = "ours";

    private static readonly (string Session, string Cache)[] Kinds =
        [("dynamic", "none"), ("fixed", "none"), (Ours, "cold"), (Ours, "warm")];

    /// <summary>Measures.</summary>
    public static StartResult Measure(StartProgram program, MeasuredCase measured, int rounds, int runs)
    {
        using TempFolder folder = new();
        string job = StartCases.WriteJob(measured, folder);
        string kept = Directory.CreateDirectory(folder.PathOf("kept")).FullName;
        program.Run("fill", Ours, job, kept, 1);
        long bytes = new DirectoryInfo(kept).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
        List<StartRow> whole = [];
        List<StartRow> prepared = [];
        for (int round = 0; round < rounds; round++)
        {
            // The place in a round is no advantage.
            for (int i = 0; i < Kinds.Length; i++)
            {
                (string session, string cache) = Kinds[(i + round) % Kinds.Length];
                whole.Add(Once("start", session, cache));
                prepared.Add(Once("prepared", session, cache));
            }
        }

        return new StartResult(measured.Name, new StartTable(whole), new StartTable(prepared), bytes);

        StartRow Once(string mode, string session, string cache)
        {
            using TempFolder empty = new();
            string? place = cache switch
            {
                "cold" => empty.Path,
                "warm" => kept,
                _ => null,
            };
            double[] figures =
            [
                .. program.Run(mode, session, job, place, runs).Trim().Split(',')
                    .Select(number => double.Parse(number, CultureInfo.InvariantCulture)),
            ];
            return new StartRow(session, cache, figures[0], figures[1], figures[2], figures[3..]);
        }
    }
}
