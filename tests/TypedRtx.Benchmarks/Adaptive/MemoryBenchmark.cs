using System.Globalization;
using TypedRtx.Backends;
using TypedRtx.Benchmarks.Measuring;
using TypedRtx.Benchmarks.Raw;
using TypedRtx.Native;
using TypedRtx.OnnxRuntime;
using TypedRtx.Runtime;
using TypedRtx.Runtime.Adaptive;
using TypedRtx.Runtime.Widening;
using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.Benchmarks.Adaptive;

/// <summary>What each further session of a large model takes, with bert_base and made-up weights.</summary>
internal static class MemoryBenchmark
{
    private const double Promise = 0.10;
    private static readonly int[] Lengths = [32, 48, 64, 96, 128];

    /// <summary>Measures and prints; gives how many promises were broken.</summary>
    public static int Run()
    {
        RawLibrary library = RawLibrary.Shared;
        Report.Heading("adaptive-memory", [$"ONNX Runtime {library.Version}, {Path.GetFileName(library.Path)}"]);
        using TempFolder folder = new();
        string path = FilledModel.Fill(SharedFiles.Architectures().Single(file => file.EndsWith("bert_base_dynamo.onnx", StringComparison.Ordinal)), folder.Path);
        ModelDescriptor model = MeasuredModel.Describe(path);
        ModelSource source = ModelSource.FromFile(path);
        using Stream stream = source.OpenRead();
        ExternalDataMap[] weights = Runtime.ExternalData.Open("", source, OnnxModelReader.Read(stream), default);

        // Made-up weights share the bytes of their file, so its length says less than they have.
        stream.Position = 0;
        double size = StoredTensorReader.Read(stream, 1).Sum(tensor => tensor.ByteLength);
        BackendRequest request = new(
            model, source.With(weights), new ModelOptions { Backend = Backend.Cpu, NativeLibraryPath = library.Path });
        OnnxRuntimeBackend backend = new();
        using BackendArtefact artefact = backend.Prepare(request, null, CancellationToken.None);
        Console.WriteLine($"Weights: {size / 1048576:F0} MiB.\n");
        Console.WriteLine("| session | resident MiB | of which not of files | more than before | of the weights | the session says |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|");
        int broken = 0;
        long before = Print("none", Resident(), 0, size, 0);
        List<IDisposable> open = [];
        for (int i = 0; i <= Lengths.Length; i++)
        {
            int[] dims = [1, i == 0 ? 32 : Lengths[i - 1]];
            IInferenceSession session = backend.Open(artefact, request, i == 0 ? [] : dims, CancellationToken.None);
            open.Add(session);
            ISessionBinding binding = session.CreateBinding();
            open.Add(binding);
            SampleRun.MadeUp(model, dims)!.CopyTo(binding);
            binding.Run(CancellationToken.None);
            binding.Run(CancellationToken.None);
            long now = Print(i == 0 ? "general" : $"sequence = {dims[1]}", Resident(), before, size, session.ByteLength);
            broken += i == 4 && (now - before) / size > Promise ? 1 : 0;
            before = now;
        }

        open.AsEnumerable().Reverse().ToList().ForEach(item => item.Dispose());
        Print("all closed", Resident(), before, size, 0);
        return broken;
    }

    private static long Print(string what, (long All, long Anonymous) resident, long before, double size, long says)
    {
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {what} | {resident.All / 1048576.0:F0} | {resident.Anonymous / 1048576.0:F0} | {(resident.Anonymous - before) / 1048576.0:F1} | "
            + $"{(resident.Anonymous - before) / size:P1} | {says / 1048576.0:F1} MiB |"));
        return resident.Anonymous;
    }

    private static (long All, long Anonymous) Resident()
    {
        GC.Collect();
        NativeHeap.Trim();
        string[] lines = File.ReadAllLines("/proc/self/status");
        long Of(string name) => 1024 * long.Parse(
            lines.Single(line => line.StartsWith(name, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2],
            CultureInfo.InvariantCulture);
        return (Of("VmRSS:"), Of("RssAnon:"));
    }
}
