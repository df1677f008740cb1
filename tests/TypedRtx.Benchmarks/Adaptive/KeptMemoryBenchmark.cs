using System.Globalization;
using TypedRtx.Benchmarks.Measuring;
using TypedRtx.Benchmarks.Raw;
using TypedRtx.Native;
using TypedRtx.Runtime.Adaptive;
using TypedRtx.TestKit;

namespace TypedRtx.Benchmarks.Adaptive;

/// <summary>
/// What a model and each further session of it take of a process as a program has them, with a cache: at the first start, which keeps
/// what it makes, at a second one that begins with it, and at one that knows the lengths too; and without a cache. Linux alone.
/// </summary>
/// <remarks>Each start is a process of its own. That a session is worth it is not measured but said, so that all of them stay.</remarks>
internal static class KeptMemoryBenchmark
{
    private const string Start = "start";
    private const string NoCache = "no cache";
    private const double MiB = 1 << 20;

    private static readonly int[] Lengths = [32, 48, 64, 96, 128];
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(10);

    /// <summary>Runs <c>adaptive-memory-kept MODEL</c>: bert_base with weights of its own, or another model of a batch and a sequence.</summary>
    public static int Run(string[] arguments)
    {
        switch (arguments)
        {
            case [var model]:
                Measure(Path.GetFullPath(model));
                return 0;
            case [var model, Start, var cache]:
                MeasureStart(model, cache);
                return 0;
            default:
                throw new ArgumentException("Expected adaptive-memory-kept MODEL: a file with weights, batch and sequence.");
        }
    }

    private static void Measure(string model)
    {
        Report.Heading("adaptive-memory-kept", [$"{Path.GetFileName(model)}, {new FileInfo(model).Length / MiB:F0} MiB"]);
        using TempFolder cache = new();
        foreach (string start in (string[])[NoCache, "first start", "second start, lengths unknown", "start that knows the lengths"])
        {
            Console.WriteLine($"\n{start}\n");
            Console.WriteLine("| after | anonymous MiB | more | of the model | private MiB | Pss | Rss | sessions |");
            Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|---:|");
            string place = start == NoCache ? NoCache : cache.Path;
            ProcessRequest request = new(Environment.ProcessPath!, "adaptive-memory-kept", model, Start, place) { Timeout = Timeout };
            Console.Write(ProcessRunner.Run(request).AssertSuccess().Output);
            if (start.StartsWith("first", StringComparison.Ordinal))
            {
                // Else the next start opens all sessions at once.
                Array.ForEach(Directory.GetFiles(cache.Path, "learnt*.entry", SearchOption.AllDirectories), File.Delete);
            }
        }
    }

    private static void MeasureStart(string path, string cache)
    {
        double size = new FileInfo(path).Length;
        double before = 0;
        ModelOptions options = new()
        {
            Backend = Backend.Cpu,
            NativeLibraryPath = RawLibrary.Shared.Path,
            Cache = cache == NoCache ? new CacheOptions { Mode = CacheMode.Off } : new CacheOptions { Directory = cache },
            Judge = static _ => new CandidateTimes(TimeSpan.FromMilliseconds(2), TimeSpan.FromMilliseconds(1)),
        };
        Print("nothing", 0);
        using MeasuredModel model = MeasuredModel.Load(path, options);
        List<IDisposable> bound = [];
        foreach (int length in (int[])[16, .. Lengths])
        {
            int[] dims = [1, length];
            bool isGeneral = length == 16;
            MeasuredModel.Bound binding = model.Bind(dims);
            bound.Add(binding);
            binding.RunTimes(1);
            if (!isGeneral)
            {
                model.WarmAsync(dims).GetAwaiter().GetResult();
            }

            binding.RunTimes(1);
            model.Settle();
            binding.RunTimes(1);
            Print(
                isGeneral ? "general session" : $"sequence = {length}",
                model.Specializations.Count(known => known.State == SpecializationState.Specialized));
        }

        bound.ForEach(binding => binding.Dispose());

        void Print(string what, int sessions)
        {
            GC.Collect();
            NativeHeap.Trim();
            Dictionary<string, double> rollup = File.ReadLines("/proc/self/smaps_rollup").Skip(1)
                .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .ToDictionary(words => words[0], words => 1024 * double.Parse(words[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);
            double anonymous = rollup["Anonymous:"];
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {what} | {anonymous / MiB:F0} | {(anonymous - before) / MiB:F1} | {(anonymous - before) / size:P1} | "
                + $"{(rollup["Private_Clean:"] + rollup["Private_Dirty:"]) / MiB:F0} | {rollup["Pss:"] / MiB:F0} | {rollup["Rss:"] / MiB:F0} | {sessions} |"));
            before = anonymous;
        }
    }
}
