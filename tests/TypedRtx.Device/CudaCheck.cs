using System.Diagnostics;
using TypedRtx.OnnxRuntime;
using TypedRtx.Runtime;

namespace TypedRtx.Device;

/// <summary>Models against their test vectors on ONNX Runtime's CUDA provider, on the host and on the device, before and after swaps.</summary>
internal static class CudaCheck
{
    // Products of float32 are computed in TF32.
    private const double Tolerance = 1e-2;
    private const int Runs = 6;
    private const int TimedRuns = 60;
    private static readonly TimeSpan SettlingTime = TimeSpan.FromSeconds(30);

    private static readonly (string Name, Specialization Specialization, CudaGraphs Graphs)[] Strategies =
    [
        ("none", Specialization.None, CudaGraphs.Disabled),
        ("lazy", Specialization.Lazy, CudaGraphs.Disabled),
        ("lazy+graph", Specialization.Lazy, CudaGraphs.WholeGraphCapture),
        ("eager+graph", Specialization.Eager, CudaGraphs.WholeGraphCapture),
    ];

    public static bool Run(string models, string library)
    {
        BackendRegistry.Add(new OnnxRuntimeCudaBackend());
        bool isRight = true;
        foreach (string path in Directory.GetFiles(models, "*.onnx", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            string[] sets = [.. Directory.GetDirectories(Path.GetDirectoryName(path)!, "test_data_set_*").Order(StringComparer.Ordinal)];
            foreach ((string name, Specialization specialization, CudaGraphs graphs) in Strategies)
            {
                ModelOptions options = new()
                {
                    Backend = Backend.Cuda,
                    NativeLibraryPath = library,
                    Specialization = specialization,
                    CudaGraphs = graphs,
                    Logger = ConsoleLog.Instance,
                };
                try
                {
                    isRight &= Run(path, sets, options, name);
                }
                catch (TypedRtxException e)
                {
                    isRight = false;
                    Console.WriteLine($"cuda {path} {name}: {e}");
                }
            }
        }

        return isRight;
    }

    private static bool Run(string path, string[] sets, ModelOptions options, string strategy)
    {
        long start = Stopwatch.GetTimestamp();
        using GenericModel model = GenericModel.Load(GenericModel.Describe(path, profile: null), options);
        double loading = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        double worst = 0;
        string times = "";
        foreach (string set in sets)
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

            for (int round = 0; round < 2; round++)
            {
                for (int run = 0; run < Runs; run++)
                {
                    host.Run();
                    device.Run();
                    for (int i = 0; i < outputs.Length; i++)
                    {
                        worst = Math.Max(worst, outputs[i].RelativeError(Bytes.Of(model, host, i)));
                        worst = Math.Max(worst, outputs[i].RelativeError(Bytes.Of(model, device, i)));
                    }
                }

                Settle(model);
            }

            times += FormattableString.Invariant($" [{string.Join(' ', dims)}] host {Median(() => host.Run()):F3} device {Median(() => device.Run()):F3} ms;");
        }

        Console.WriteLine(FormattableString.Invariant(
            $"cuda {model.Descriptor.Name} {strategy}: loaded in {loading:F0} ms, largest difference {worst:E2};{times}"));
        foreach (DimsSpecialization known in model.Specializations)
        {
            Console.WriteLine(FormattableString.Invariant(
                $"  [{string.Join(' ', known.Dims)}] {known.State} general {known.GeneralTime?.TotalMilliseconds:F3} specialised {known.SpecializedTime?.TotalMilliseconds:F3} ms, {known.ByteLength / 1048576.0:F1} MiB"));
        }

        return worst <= Tolerance;
    }

    private static void Settle(GenericModel model)
    {
        long start = Stopwatch.GetTimestamp();
        while (model.Specializations.Any(known => known.State == SpecializationState.Pending)
            && Stopwatch.GetElapsedTime(start) < SettlingTime)
        {
            Thread.Sleep(5);
        }
    }

    private static double Median(Action run)
    {
        double[] times = new double[TimedRuns];
        for (int i = 0; i < times.Length; i++)
        {
            long start = Stopwatch.GetTimestamp();
            run();
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        Array.Sort(times);
        return times[times.Length / 2];
    }
}
