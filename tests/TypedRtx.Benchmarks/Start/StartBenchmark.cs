using TypedRtx.Benchmarks.Adaptive;
using TypedRtx.Benchmarks.Measuring;
using TypedRtx.Benchmarks.Raw;
using TypedRtx.TestKit;
using TypedRtx.TestKit.Charts;

namespace TypedRtx.Benchmarks.Start;

/// <summary>
/// From the start of a process to the first output, with and without what an earlier process kept, beside an ordinary session of the C API
/// and one fixed by hand. Each figure is of a process of its own.
/// </summary>
internal static class StartBenchmark
{
    /// <summary>Measures, prints, and writes CSV files; gives how many promises were broken.</summary>
    public static int Run(IReadOnlyList<string> arguments)
    {
        StartOptions options = StartOptions.Parse(arguments, rounds: 3, runs: 5);
        IReadOnlyList<MeasuredCase> cases = StartCases.Of(options.Models);
        StartProgram program = StartProgram.Publish(options.IsJit);
        RawLibrary library = RawLibrary.Shared;
        Report.Heading(
            "start",
            [
                $"ONNX Runtime {library.Version}, {Path.GetFileName(library.Path)}",
                $"the measured program: tests/TypedRtx.Starts, {(options.IsJit ? "compiled as it runs" : "NativeAOT")}; all files in the page cache",
            ]);
        string folder = options.Out ?? StartProgram.Folder("start");
        Directory.CreateDirectory(folder);
        List<StartResult> results = [];
        foreach (MeasuredCase measured in cases)
        {
            Console.Error.WriteLine($"{measured.Name} …");
            StartResult result = StartMeasurement.Measure(program, measured, options.Rounds, options.Runs);
            File.WriteAllLines(Path.Combine(folder, $"start-{ChartFolder.Cpu}-{measured.Name}.csv"), result.Whole.ToLines());
            File.WriteAllLines(Path.Combine(folder, $"prepared-{ChartFolder.Cpu}-{measured.Name}.csv"), result.Prepared.ToLines());
            results.Add(result);
        }

        int broken = StartReport.Print(results);
        Console.WriteLine($"{options.Rounds} interleaved rounds; the files are in {folder}.");
        return broken;
    }
}
