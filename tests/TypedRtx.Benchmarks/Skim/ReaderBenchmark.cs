using System.Globalization;
using TypedRtx.Benchmarks.Measuring;
using TypedRtx.Signatures;
using TypedRtx.TestKit;
using TypedRtx.TestKit.Onnx;

namespace TypedRtx.Benchmarks.Skim;

/// <summary>The reader beside Google.Protobuf, which reads all of a file, on the largest shared models.</summary>
internal static class ReaderBenchmark
{
    private const int RoundsOfEach = 31;
    private const int ModelsOfEach = 3;

    /// <summary>Measures and prints; nothing is promised, and nothing measured without the shared folder.</summary>
    public static int Run()
    {
        Report.Heading("reader", [$"Google.Protobuf {typeof(Google.Protobuf.MessageParser).Assembly.GetName().Version}"]);
        string[] paths =
        [
            .. Largest(SharedFiles.Models().Select(model => model.ModelPath)), .. Largest(SharedFiles.Architectures()),
        ];
        if (paths.Length == 0)
        {
            Console.WriteLine("No shared folder beside the repository, so nothing to measure.\n");
            return 0;
        }

        Console.WriteLine("| model | length | | minimum | median | read | allocated |");
        Console.WriteLine("|---|---:|---|---:|---:|---:|---:|");
        foreach (string path in paths)
        {
            Print(path);
        }

        Console.WriteLine($"\n{RoundsOfEach} interleaved rounds, file opened in each, page cache warm.\n");
        return 0;
    }

    private static void Print(string path)
    {
        List<Timing> timings = Rounds.Measure(
            [
                new Contender("signature reader", times => Repeat(times, () => Skim(path))),
                new Contender("Google.Protobuf", times => Repeat(times, () => Parse(path))),
            ],
            RoundsOfEach,
            calls: 1);
        foreach ((Timing timing, long read) in timings.Zip([Skim(path), Parse(path)]))
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {Path.GetFileName(path)} | {new FileInfo(path).Length / 1024.0:N0} KB | {timing.Contender.Name} "
                + $"| {Report.Time(timing.Minimum)} | {Report.Time(timing.Median)} | {read / 1024.0:N0} KB | {timing.BytesPerCall / 1024:N0} KB |"));
        }
    }

    private static IEnumerable<string> Largest(IEnumerable<string> paths) =>
        paths.OrderByDescending(path => new FileInfo(path).Length).Take(ModelsOfEach);

    private static void Repeat(int times, Func<long> read)
    {
        for (int i = 0; i < times; i++)
        {
            read();
        }
    }

    private static long Skim(string path)
    {
        using CountingFile file = new(path);
        OnnxModelReader.Read(file);
        return file.BytesRead;
    }

    private static long Parse(string path)
    {
        using CountingFile file = new(path);
        ModelProto.Parser.ParseFrom(file);
        return file.BytesRead;
    }
}
