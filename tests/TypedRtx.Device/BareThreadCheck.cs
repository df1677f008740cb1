using System.Runtime.InteropServices;
using TypedRtx.Backends;
using TypedRtx.Caching;
using TypedRtx.Runtime;
using TypedRtx.TensorRtRtx;

namespace TypedRtx.Device;

/// <summary>Whether the library itself runs several contexts of one engine at once: threads with nothing of ours but the calls.</summary>
internal static class BareThreadCheck
{
    private const int Threads = 4;
    private const int Runs = 400;

    public static bool Run(string models, string strategy, string locking, string library)
    {
        string path = Path.Combine(models, "digits", "digits.onnx");
        ModelOptions options = Setup.Options(library, strategy);
        ModelDescriptor descriptor = GenericModel.Describe(path, "batch=1..4..16, height=16..28..64, width=16..28..64");
        TensorRtRtxBackend backend = new();
        BackendRequest request = new(descriptor, ModelSource.FromFile(path), options) { Cache = CacheStores.For(options) };
        using BackendArtefact artefact = backend.Prepare(request, null, CancellationToken.None);
        using RtxSession session = (RtxSession)backend.Open(artefact, request, [], CancellationToken.None);
        BareContext[] contexts = [.. Enumerable.Range(0, Threads).Select(thread => new BareContext(session, descriptor, [1 + thread, 28, 28]))];
        float[][] expected = new float[Threads][];
        for (int thread = 0; thread < Threads; thread++)
        {
            Random random = new(thread);
            float[] pixels = new float[(1 + thread) * 28 * 28];
            for (int i = 0; i < pixels.Length; i++)
            {
                pixels[i] = random.NextSingle();
            }

            contexts[thread].Fill(0, MemoryMarshal.AsBytes<float>(pixels));
            contexts[thread].Run();
            expected[thread] = MemoryMarshal.Cast<byte, float>(contexts[thread].Output()).ToArray();
        }

        Lock gate = new();
        int wrong = 0;
        float largest = 0;
        Parallel.For(0, Threads, new ParallelOptions { MaxDegreeOfParallelism = Threads }, thread =>
        {
            for (int run = 0; run < Runs; run++)
            {
                if (locking == "locked" || (locking == "recording" && run < 4))
                {
                    contexts[thread].RunLocked(gate);
                }
                else
                {
                    contexts[thread].Run();
                }

                float[] now = MemoryMarshal.Cast<byte, float>(contexts[thread].Output()).ToArray();
                for (int i = 0; i < 10 * (1 + thread); i++)
                {
                    float difference = Math.Abs(now[i] - expected[thread][i]);
                    largest = Math.Max(largest, difference);
                    if (difference > 2e-3f)
                    {
                        Interlocked.Increment(ref wrong);
                    }
                }
            }
        });
        Console.WriteLine($"barethreads {Threads}, {strategy}, {locking}: {Threads * Runs} runs, {wrong} different, largest difference {largest}");
        return wrong == 0;
    }
}
