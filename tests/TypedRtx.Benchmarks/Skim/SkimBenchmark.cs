using System.Globalization;
using TypedRtx.Benchmarks.Measuring;
using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.Benchmarks.Skim;

/// <summary>How long a model of a gigabyte takes to give its signature: at every build that sees it new, and at every load.</summary>
internal static class SkimBenchmark
{
    private const int RoundsOfEach = 21;
    private static readonly int[] Counts = [100, 1_000, 10_000];

    /// <summary>Measures and prints; nothing is promised.</summary>
    public static int Run()
    {
        Report.Heading("skim", []);
        using TempFolder folder = new();
        List<(int Count, string Path)> models = [.. Counts.Select(count => (count, folder.PathOf($"{count.ToString(CultureInfo.InvariantCulture)}.onnx")))];
        foreach ((int count, string path) in models)
        {
            SparseModel.Write(path, count);
        }

        List<Timing> timings = Rounds.Measure(
            [.. models.Select(model => new Contender(model.Path, times => Skim(model.Path, times)))], RoundsOfEach, calls: 1);
        Console.WriteLine("## Signature of a model of 1 GB\n");
        Console.WriteLine("| tensors and nodes | minimum | median | maximum | read of the file | allocated |");
        Console.WriteLine("|---:|---:|---:|---:|---:|---:|");
        foreach (((int count, string path), Timing timing) in models.Zip(timings))
        {
            using CountingFile file = new(path);
            OnnxModelReader.Read(file);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {count:N0} | {Report.Time(timing.Minimum)} | {Report.Time(timing.Median)} | {Report.Time(timing.Maximum)} | {file.BytesRead / 1024.0:N0} KB of {file.Length / 1024.0 / 1024:N0} MB | {timing.BytesPerCall / 1024:N0} KB |"));
        }

        Console.WriteLine($"\n{RoundsOfEach} interleaved rounds, file opened in each, page cache warm. Each node adds one weight.\n");
        return 0;
    }

    private static void Skim(string path, int times)
    {
        for (int i = 0; i < times; i++)
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            OnnxModelReader.Read(file);
        }
    }
}
