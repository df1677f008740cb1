using System.Diagnostics;

namespace TypedRtx.Device;

/// <summary>Models without a profile: the first run decides the lengths, others widen, and the next start knows them.</summary>
internal static class WideningCheck
{
    private const double Tolerance = 2e-3;
    private const int Threads = 8;
    private const int RunsOfThread = 50;

    public static bool Run(string models, string library)
    {
        string cache = Directory.CreateTempSubdirectory("typedrtx-widening-").FullName;
        bool isRight = true;
        foreach (string path in Directory.GetFiles(models, "*.onnx", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            string[] sets = [.. Directory.GetDirectories(Path.GetDirectoryName(path)!, "test_data_set_*").Order(StringComparer.Ordinal)];
            for (int start = 0; start < 2; start++)
            {
                isRight &= Run(path, sets, start, Setup.Options(library, "adaptive+graph", cache));
            }
        }

        return isRight;
    }

    private static bool Run(string path, string[] sets, int start, ModelOptions options)
    {
        long begin = Stopwatch.GetTimestamp();
        using GenericModel model = GenericModel.Load(GenericModel.Describe(path, null), options);
        double loaded = Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
        double worst = 0;
        begin = Stopwatch.GetTimestamp();
        foreach (string set in sets)
        {
            worst = Math.Max(worst, Compare(model, set));
        }

        double first = Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
        if (start == 0 && model.Descriptor.Plan.Symbols.Count > 0)
        {
            // Far outside of what the vectors gave, and back: the wider engine answers both.
            int[] dims = [.. VectorCheck.DimsOf(model, VectorCheck.Read(sets[0], "input_")).Select(length => Math.Max(1, length) * 3)];
            using GenericBinding wide = model.Bind(dims);
            begin = Stopwatch.GetTimestamp();
            wide.Run();
            Console.WriteLine($"  wider: {Stopwatch.GetElapsedTime(begin).TotalMilliseconds:F0} ms");
            Parallel.For(0, Threads, new ParallelOptions { MaxDegreeOfParallelism = Threads }, thread =>
            {
                for (int i = 0; i < RunsOfThread; i++)
                {
                    Compare(model, sets[(thread + i) % sets.Length]);
                }
            });
            worst = Math.Max(worst, Compare(model, sets[0]));
        }

        Console.WriteLine(
            $"widening {model.Descriptor.Name} start {start + 1}: load {loaded:F0} ms, first runs {first:F0} ms, largest difference {worst:E2}");
        return worst <= Tolerance;
    }

    private static double Compare(GenericModel model, string set)
    {
        TensorProtoFile[] inputs = VectorCheck.Read(set, "input_");
        TensorProtoFile[] outputs = VectorCheck.Read(set, "output_");
        int[] dims = VectorCheck.DimsOf(model, inputs);
        using GenericBinding host = model.Bind(dims);
        using GenericDeviceBinding device = model.BindDevice(dims);
        for (int i = 0; i < inputs.Length; i++)
        {
            Bytes.Fill(model, host, i, inputs[i].Bytes);
            Bytes.Fill(model, device, i, inputs[i].Bytes);
        }

        host.Run();
        device.Run();
        double worst = 0;
        for (int i = 0; i < outputs.Length; i++)
        {
            worst = Math.Max(worst, outputs[i].RelativeError(Bytes.Of(model, host, i)));
            worst = Math.Max(worst, outputs[i].RelativeError(Bytes.Of(model, device, i)));
        }

        return worst;
    }
}
