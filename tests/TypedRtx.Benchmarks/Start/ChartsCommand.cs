using TypedRtx.Benchmarks.Adaptive;
using TypedRtx.TestKit;
using TypedRtx.TestKit.Charts;

namespace TypedRtx.Benchmarks.Start;

/// <summary>Draws the charts of the README: measures a few models in a few minutes, or takes the files of an earlier measurement.</summary>
internal static class ChartsCommand
{
    private const int Rounds = 2;

    // Where the swap shows, and models of several sizes for the start.
    private static readonly string[] Iterations = ["painter_text_encoder", "painter_transformer", "storyteller", "minilm_sentence"];
    private static readonly string[] Starts = ["painter_transformer", "mobilenet_v3_small", "resnet50", "bert_base_dynamo"];

    /// <summary>Measures unless told otherwise, and writes the charts.</summary>
    public static int Run(IReadOnlyList<string> arguments)
    {
        StartOptions options = StartOptions.Parse(arguments, Rounds, runs: 200);
        string to = options.Out ?? RepositoryFiles.PathOf("docs");
        Directory.CreateDirectory(to);
        string from = options.From ?? Measure(options);
        foreach (string chart in ChartFolder.Draw(from, to))
        {
            Console.WriteLine(chart);
        }

        return 0;
    }

    private static string Measure(StartOptions options)
    {
        string folder = StartProgram.Folder("charts");
        foreach (string earlier in Directory.GetFiles(folder, "*.csv"))
        {
            File.Delete(earlier);
        }

        IReadOnlyList<MeasuredCase> iterations = Cases(options, Iterations);
        IReadOnlyList<MeasuredCase> starts = Cases(options, Starts);
        StartProgram program = StartProgram.Publish(options.IsJit);
        foreach (MeasuredCase measured in iterations)
        {
            IterationsBenchmark.Measure(program, measured, IterationsBenchmark.KindsOfChart, options, folder);
        }

        foreach (MeasuredCase measured in starts)
        {
            StartResult result = StartMeasurement.Measure(program, measured, options.Rounds, runs: 1);
            File.WriteAllLines(Path.Combine(folder, $"start-{ChartFolder.Cpu}-{measured.Name}.csv"), result.Whole.ToLines());
        }

        return folder;
    }

    // Without shared models, those of the samples.
    private static IReadOnlyList<MeasuredCase> Cases(StartOptions options, string[] usual) => StartCases.Of(
        options.Models.Count > 0 ? options.Models : SharedFiles.Root is null ? [.. MeasuredCase.Trained().Select(trained => trained.Name)] : usual);
}
