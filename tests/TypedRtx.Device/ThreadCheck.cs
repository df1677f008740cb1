namespace TypedRtx.Device;

/// <summary>Eight threads on one model, each with a test vector of its own and its dims.</summary>
internal static class ThreadCheck
{
    private const int Threads = 8;
    private const int Runs = 200;
    private const double Tolerance = 2e-3;

    public static bool Run(string models, string strategy, int concurrency, string library)
    {
        string folder = Path.Combine(models, "digits");
        ModelOptions options = Setup.Options(library, strategy, "/tmp/typedrtx-cache") with { MaxConcurrency = concurrency };
        using GenericModel model = GenericModel.Load(
            GenericModel.Describe(Path.Combine(folder, "digits.onnx"), "batch=1..4..64, height=16..28..96, width=16..28..96"), options);
        string[] sets = [.. Directory.GetDirectories(folder, "test_data_set_*").Order(StringComparer.Ordinal)];
        double worst = 0;
        Parallel.For(0, Threads, new ParallelOptions { MaxDegreeOfParallelism = Threads }, thread =>
        {
            double error = Work(model, sets[thread % sets.Length]);
            lock (sets)
            {
                worst = Math.Max(worst, error);
            }
        });
        Console.WriteLine($"threads {Threads}, {strategy}, {concurrency} at once: {Threads * Runs} runs, largest difference {worst:E2} of the largest value");
        return worst <= Tolerance;
    }

    private static double Work(GenericModel model, string set)
    {
        TensorProtoFile input = TensorProtoFile.Read(Path.Combine(set, "input_0.pb"));
        TensorProtoFile output = TensorProtoFile.Read(Path.Combine(set, "output_0.pb"));
        using GenericBinding binding = model.Bind(input.Shape[0], input.Shape[2], input.Shape[3]);
        Bytes.Fill(model, binding, 0, input.Bytes);
        double worst = 0;
        for (int run = 0; run < Runs; run++)
        {
            binding.Run();
            worst = Math.Max(worst, output.RelativeError(Bytes.Of(model, binding, 0)));
        }

        return worst;
    }
}
