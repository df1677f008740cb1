namespace TypedRtx.Device;

/// <summary>Eight threads on one model, each with dims of its own, against what one thread gets.</summary>
internal static class ThreadCheck
{
    private const int Threads = 8;
    private const int Runs = 200;

    public static bool Run(string models, string strategy, int concurrency, string library)
    {
        string path = Path.Combine(models, "digits", "digits.onnx");
        ModelOptions options = Setup.Options(library, strategy, "/tmp/typedrtx-cache") with { MaxConcurrency = concurrency };
        using GenericModel model = GenericModel.Load(GenericModel.Describe(path, "batch=1..4..16, height=16..28..64, width=16..28..64"), options);
        float[][] expected = [.. Enumerable.Range(0, Threads).Select(thread => Work(model, thread, 1).First)];
        int wrong = 0;
        float largest = 0;
        Parallel.For(0, Threads, new ParallelOptions { MaxDegreeOfParallelism = Threads }, thread =>
        {
            (float[] _, float difference) = Work(model, thread, Runs, expected[thread]);
            lock (expected)
            {
                largest = Math.Max(largest, difference);
                wrong += difference > 5e-3f ? 1 : 0;
            }
        });
        Console.WriteLine($"threads {Threads}, {strategy}, {concurrency} at once: {Threads * Runs} runs, {wrong} threads different, by at most {largest}");
        return wrong == 0;
    }

    private static (float[] First, float Different) Work(GenericModel model, int thread, int runs, float[]? expected = null)
    {
        using GenericBinding binding = model.Bind(1 + thread, 28, 28);
        Random random = new(thread);
        foreach (ref float pixel in binding.In<float>(0))
        {
            pixel = random.NextSingle();
        }

        float different = 0;
        float[] first = [];
        for (int run = 0; run < runs; run++)
        {
            binding.Run();
            first = binding.Out<float>(0).ToArray();
            for (int i = 0; expected is not null && i < first.Length; i++)
            {
                different = Math.Max(different, Math.Abs(first[i] - expected[i]));
            }
        }

        return (first, different);
    }
}
