using System.Globalization;
using TypedRtx.Benchmarks.Adaptive;
using TypedRtx.Benchmarks.Measuring;
using TypedRtx.Benchmarks.Raw;
using TypedRtx.TestKit;
using TypedRtx.TestKit.Charts;

namespace TypedRtx.Benchmarks.Start;

/// <summary>What each run takes from the first on, and when the specialised session takes over. Each series is of a process of its own.</summary>
internal static class IterationsBenchmark
{
    /// <summary>The series of a chart: what others are held against, a first and a second start.</summary>
    public static readonly string[] KindsOfChart = ["ours", "ours-warm", "dynamic", "fixed"];

    private const string Ours = "ours";
    private const string Warm = "ours-warm";

    /// <summary>Measures, prints, and writes CSV files.</summary>
    public static int Run(IReadOnlyList<string> arguments)
    {
        StartOptions options = StartOptions.Parse(arguments, rounds: 1, runs: 300);
        IReadOnlyList<MeasuredCase> cases = StartCases.Of(options.Models);
        StartProgram program = StartProgram.Publish(options.IsJit);
        RawLibrary library = RawLibrary.Shared;
        Report.Heading("iterations", [$"ONNX Runtime {library.Version}, {Path.GetFileName(library.Path)}"]);
        string folder = options.Out ?? StartProgram.Folder("iterations");
        Directory.CreateDirectory(folder);
        Console.WriteLine("| | run 1 | run 2 | run 3 | last tenth, median | runs | swap after run |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|");
        foreach (MeasuredCase measured in cases)
        {
            Measure(program, measured, [.. KindsOfChart, "none"], options, folder);
        }

        Console.WriteLine($"\nMilliseconds; the files are in {folder}.");
        return 0;
    }

    /// <summary>Measures a model in several ways, prints a line for each, and writes a file for each.</summary>
    /// <param name="program">What is started.</param>
    /// <param name="measured">The model.</param>
    /// <param name="kinds">The ways; ours comes first, and the others run as often.</param>
    /// <param name="options">How many runs at least, and how many tries, of which the quickest counts.</param>
    /// <param name="folder">The folder for the files.</param>
    public static void Measure(StartProgram program, MeasuredCase measured, IReadOnlyList<string> kinds, StartOptions options, string folder)
    {
        using TempFolder temporary = new();
        string job = StartCases.WriteJob(measured, temporary);
        string kept = Directory.CreateDirectory(temporary.PathOf("kept")).FullName;
        program.Run("fill", Ours, job, kept, 1);
        Dictionary<string, (IterationSeries Series, string[] Lines)> quickest = [];
        int runs = options.Runs;
        for (int round = 0; round < options.Rounds; round++)
        {
            foreach (string kind in kinds)
            {
                using TempFolder empty = new();
                string? cache = kind switch
                {
                    Ours => empty.Path,
                    Warm => kept,
                    _ => null,
                };
                string text = program.Run("iterations", kind == Warm ? Ours : kind, job, cache, kind is Ours or Warm ? options.Runs : runs);
                string[] lines = [IterationSeries.Header, .. text.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
                IterationSeries series = IterationSeries.Parse(lines, kind);
                runs = kind == Ours ? series.Milliseconds.Count : runs;
                if (!quickest.TryGetValue(kind, out (IterationSeries Series, string[] Lines) best)
                    || series.Milliseconds.Average() < best.Series.Milliseconds.Average())
                {
                    quickest[kind] = (series, lines);
                }
            }
        }

        foreach (string kind in kinds)
        {
            (IterationSeries series, string[] lines) = quickest[kind];
            File.WriteAllLines(Path.Combine(folder, $"iterations-{ChartFolder.Cpu}-{measured.Name}-{kind}.csv"), lines);
            string first = string.Join(" | ", series.Milliseconds.Take(3).Select(time => time.ToString("F3", CultureInfo.InvariantCulture)));
            string swap = series.Swap > 0 ? series.Swap.ToString(CultureInfo.InvariantCulture) : series.States[^1];
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {measured.Name}, {kind} | {first} | {series.Steady:F3} | {series.Milliseconds.Count} | {swap} |"));
        }
    }
}
