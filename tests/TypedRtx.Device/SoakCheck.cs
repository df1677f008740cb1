using System.Diagnostics;
using TypedRtx.Cuda;

namespace TypedRtx.Device;

/// <summary>Memory of device and process over many runs, and over many models loaded and disposed; allocations of runs.</summary>
internal static class SoakCheck
{
    private const double Slack = 8 << 20;

    public static bool Run(string models, int runs, int loads, string library)
    {
        string path = Path.Combine(models, "digits", "digits.onnx");
        ModelOptions options = Setup.Options(library, "adaptive+graph", "/tmp/typedrtx-cache");
        ConsoleLog.Lowest = Microsoft.Extensions.Logging.LogLevel.Warning;
        Runtime.ModelDescriptor descriptor = GenericModel.Describe(path, "batch=1..4..16, height=16..28..64, width=16..28..64");
        bool isRight = true;
        using (GenericModel model = GenericModel.Load(descriptor, options))
        using (GenericBinding host = model.Bind(4, 28, 28))
        using (GenericDeviceBinding device = model.BindDevice(4, 28, 28))
        {
            Repeat(500, host, device);
            Thread.Sleep(3000);
            Repeat(500, host, device);
            long free = Free();
            long before = GC.GetAllocatedBytesForCurrentThread();
            long start = Stopwatch.GetTimestamp();
            Repeat(runs, host, device);
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            double lost = free - Free();
            Console.WriteLine($"soak {2 * runs} runs in {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s: {allocated} bytes allocated, device memory {lost / (1 << 20):F2} MiB less");
            isRight &= allocated == 0 && lost <= Slack;
        }

        long freeAfterFirst = 0;
        for (int i = 0; i < loads; i++)
        {
            using (GenericModel model = GenericModel.Load(descriptor, options))
            using (GenericBinding host = model.Bind(4, 28, 28))
            {
                host.Run();
                host.Run();
                host.Run();
            }

            if (i == 4)
            {
                freeAfterFirst = Free();
            }

            if (i % 40 == 39)
            {
                Console.WriteLine($"soak after {i + 1} loads: device memory {(double)(freeAfterFirst - Free()) / (1 << 20):F2} MiB less than after 5, process {Environment.WorkingSet >> 20} MiB");
            }
        }

        double less = freeAfterFirst - Free();
        return isRight && less <= Slack;
    }

    private static void Repeat(int runs, GenericBinding host, GenericDeviceBinding device)
    {
        for (int i = 0; i < runs; i++)
        {
            host.Run();
            device.Run();
        }
    }

    private static long Free()
    {
        CudaLibrary cuda = CudaLibrary.TryLoad(null, out string reason) ?? throw new InvalidOperationException(reason);
        using CudaContext context = CudaContext.Retain(cuda.TryGetDevice(0, out _)!);
        return context.MemoryInfo().Free;
    }
}
