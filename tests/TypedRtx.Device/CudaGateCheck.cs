using System.Diagnostics;
using TypedRtx.Backends;
using TypedRtx.Cuda;
using TypedRtx.OnnxRuntime;
using TypedRtx.Runtime;
using TypedRtx.Signatures;

namespace TypedRtx.Device;

/// <summary>What becomes of runs beside recordings and beside sessions that are opened, with the gate that keeps them apart and without.</summary>
internal static class CudaGateCheck
{
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(4);

    public static bool Run(string path, string dims, string library)
    {
        ModelDescriptor model = GenericModel.Describe(path, profile: null);
        ModelOptions options = new() { Backend = Backend.Cuda, NativeLibraryPath = library, Logger = ConsoleLog.Instance };
        OnnxRuntimeCudaBackend backend = new();
        // Several runs at once, so that each of the lengths has a session of its own.
        BackendRequest request = new(model, ModelSource.FromFile(path), options with { MaxConcurrency = 2 });
        using BackendArtefact artefact = backend.Prepare(request, null, CancellationToken.None);
        int[] lengths = Setup.Dims(model, dims);
        bool isRight = true;
        foreach ((string name, bool records, bool opens, bool gated) in new[]
        {
            ("alone", false, false, true),
            ("recordings", true, false, true),
            ("recordings, no gate", true, false, false),
            ("openings", false, true, true),
            ("recordings and openings", true, true, true),
            ("recordings and openings, no gate", true, true, false),
        })
        {
            isRight &= Measure(name, records, opens, gated) || !gated;
        }

        return isRight;

        bool Measure(string name, bool records, bool opens, bool gated)
        {
            ConsoleLog.Lowest = Microsoft.Extensions.Logging.LogLevel.Information;
            using OrtCudaSession general = Open([]);
            using OrtCudaSession recorded = Open(lengths);
            if (!gated)
            {
                recorded.Gate = new RunGate();
            }

            List<double> times = [];
            string? runFailure = null;
            string? recordFailure = null;
            string? openFailure = null;
            int recordings = 0;
            int openings = 0;
            long end = Stopwatch.GetTimestamp() + (long)(Time.TotalSeconds * Stopwatch.Frequency);
            Thread[] threads =
            [
                new(() => runFailure = Loop(end, () =>
                {
                    using ISessionBinding binding = Bind(general);
                    while (Stopwatch.GetTimestamp() < end)
                    {
                        long start = Stopwatch.GetTimestamp();
                        binding.Run(CancellationToken.None);
                        times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                    }
                })),
                new(() => recordFailure = records ? Loop(end, () =>
                {
                    using ISessionBinding binding = Bind(recorded);
                    binding.Run(CancellationToken.None);
                    recordings++;
                }) : null),
                new(() => openFailure = opens ? Loop(end, () =>
                {
                    using OrtCudaSession other = Open(lengths);
                    if (!gated)
                    {
                        other.Gate = new RunGate();
                    }

                    using ISessionBinding binding = Bind(other);
                    binding.Run(CancellationToken.None);
                    openings++;
                }) : null),
            ];
            Array.ForEach(threads, thread => thread.Start());
            Array.ForEach(threads, thread => thread.Join());
            double[] sorted = [.. times.Order()];
            Console.WriteLine(FormattableString.Invariant(
                $"gate {name}: {sorted.Length} runs, median {At(sorted, 0.5):F3} p99 {At(sorted, 0.99):F3} longest {At(sorted, 1):F3} ms; {recordings} bindings recorded{(recorded.Recording.IsWanted ? "" : " (given up)")}, {openings} sessions opened")
                + $"; runs: {runFailure ?? "fine"}; recordings: {recordFailure ?? "fine"}; openings: {openFailure ?? "fine"}");
            return runFailure is null && recordFailure is null && openFailure is null && recorded.Recording.IsWanted;
        }

        OrtCudaSession Open(int[] symbols) => (OrtCudaSession)backend.Open(artefact, request, symbols, CancellationToken.None);

        ISessionBinding Bind(OrtCudaSession session)
        {
            ISessionBinding binding = session.CreateBinding();
            for (int i = 0; i < model.Inputs.Length; i++)
            {
                _ = KeyReader.TryShape(model.Inputs[i].Shape, lengths, out TensorShape shape);
                binding.SetInput(i, HostMemory.Allocate(ByteLength(model.Inputs[i].Element, shape)), shape);
            }

            for (int i = 0; i < model.Outputs.Length; i++)
            {
                if (KeyReader.TryShape(model.Plan.Outputs[i], lengths, out TensorShape shape))
                {
                    binding.SetOutput(i, HostMemory.Allocate(ByteLength(model.Outputs[i].Element, shape)), shape);
                }
                else
                {
                    binding.SetOutput(i);
                }
            }

            return binding;
        }
    }

    private static long ByteLength(ElementType element, in TensorShape shape) => ((shape.Length * ElementTypes.BitsOf(element)) + 7) / 8;

    private static double At(double[] sorted, double part) =>
        sorted.Length == 0 ? double.NaN : sorted[Math.Min(sorted.Length - 1, (int)(part * sorted.Length))];

    // The first failure, and how many there were.
    private static string? Loop(long end, Action work)
    {
        string? first = null;
        int count = 0;
        while (Stopwatch.GetTimestamp() < end)
        {
            try
            {
                work();
            }
            catch (TypedRtxException e)
            {
                first ??= e.Message;
                count++;
            }
        }

        return first is null ? null : $"{count} failures, the first: {first}";
    }
}
