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
        StartProgram program = StartProgram.Publish(options.IsJit);
        RawLibrary library = RawLibrary.Shared;
        Report.Heading("iterations", [$"ONNX Runtime {library.Version}, {Path.GetFileName(library.Path)}"]);
        string folder = options.Out ?? StartProgram.Folder("iterations");
        Directory.CreateDirectory(folder);
        Console.WriteLine("| | run 1 | run 2 | run 3 | last tenth, median | runs | swap after run |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|");
        foreach (MeasuredCase measured in StartCases.Of(options.Models))
        {
            Measure(program, measured, [.. KindsOfChart, "none"], options.Runs, folder);
        }

        Console.WriteLine($"\nMilliseconds; the files are in {folder}.");
        return 0;
    }

    /// <summary>Measures a model in several ways, prints a line for each, and writes a file for each.</summary>
    /// <param name="program">What is started.</param>
    /// <param name="measured">The model.</param>
    /// <param name="kinds">The ways; ours comes first, and the others run as often.</param>
    /// <param name="runs">How many runs at least.</param>
    /// <param name="folder">The folder for the files.</param>
    public static void Measure(StartProgram program, MeasuredCase measured, IReadOnlyList<string> kinds, int runs, string folder)
    {
        using TempFolder temporary = new();
        string job = StartCases.WriteJob(measured, temporary);
        foreach (string kind in kinds)
        {
            string? cache = kind is Ours or Warm ? Directory.CreateDirectory(temporary.PathOf(kind)).FullName : null;
            if (kind == Warm)
            {
                program.Run("fill", Ours, job, cache, 1);
            }

            string text = program.Run("iterations", kind == Warm ? Ours : kind, job, cache, runs);
            string file = $"iterations-{ChartFolder.Cpu}-{measured.Name}-{kind}.csv";
            string[] lines = [IterationSeries.Header, .. text.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
            File.WriteAllLines(Path.Combine(folder, file), lines);
            IterationSeries series = IterationSeries.Parse(lines, file);
            runs = kind == Ours ? series.Milliseconds.Count : runs;
            double[] first = [.. series.Milliseconds.Take(3)];
            Console.WriteLine(FormattableString.Invariant(
                $"| {measured.Name}, {kind} | {string.Join(" | ", first.Select(time => FormattableString.Invariant($"{time:F3}")))} | {series.Steady:F3} | {series.Milliseconds.Count} | {(series.Swap > 0 ? series.Swap : series.States[^1])} |"));
        }
    }
}
