using System.Diagnostics;
using TypedRtx.Backends;
using TypedRtx.Caching;
using TypedRtx.Runtime;
using TypedRtx.TensorRtRtx;

namespace TypedRtx.Device;

/// <summary>What a run through a binding costs over the two calls that it must make, in turns in one process.</summary>
internal static class OverheadCheck
{
    private const int Rounds = 60;
    private const int RunsARound = 50;
    private const double Most = 1.05;

    public static bool Run(string path, string profile, string dimsText, string library)
    {
        ModelOptions options = Setup.Options(library, "lazy+graph", "/tmp/typedrtx-cache");
        ModelDescriptor descriptor = GenericModel.Describe(path, profile);
        int[] dims = Setup.Dims(descriptor, dimsText);
        using GenericModel model = GenericModel.Load(descriptor, options);
        using GenericDeviceBinding device = model.BindDevice(dims);
        using GenericBinding host = model.Bind(dims);
        Bytes.FillAll(model, device, dims);

        // The bare loop: a context of the same engine, made with what the backend's own parts give, and two calls a run.
        TensorRtRtxBackend backend = new();
        BackendRequest request = new(descriptor, ModelSource.FromFile(path), options) { Cache = CacheStores.For(options) };
        using BackendArtefact artefact = backend.Prepare(request, null, CancellationToken.None);
        using RtxSession session = (RtxSession)backend.Open(artefact, request, [], CancellationToken.None);
        using BareContext bare = new(session, descriptor, dims);
        for (int i = 0; i < 3000; i++)
        {
            device.Run();
            bare.Run();
            host.Run();
        }

        List<double> ours = [];
        List<double> theirs = [];
        List<double> hosts = [];
        long allocated = 0;
        for (int round = 0; round < Rounds; round++)
        {
            for (int i = 0; i < RunsARound; i++)
            {
                long start = Stopwatch.GetTimestamp();
                bare.Run();
                theirs.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            for (int i = 0; i < RunsARound; i++)
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                long start = Stopwatch.GetTimestamp();
                device.Run();
                double time = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
                allocated += GC.GetAllocatedBytesForCurrentThread() - before;
                ours.Add(time);
            }

            for (int i = 0; i < RunsARound; i++)
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                long start = Stopwatch.GetTimestamp();
                host.Run();
                double time = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
                allocated += GC.GetAllocatedBytesForCurrentThread() - before;
                hosts.Add(time);
            }
        }

        double ratio = Median(ours) / Median(theirs);
        Console.WriteLine(FormattableString.Invariant(
            $"overhead {descriptor.Name}: enqueueV3 loop {Median(theirs):F4} ms, device binding {Median(ours):F4} ms, ratio {ratio:F3}; host binding {Median(hosts):F4} ms; {allocated} bytes allocated"));
        return ratio <= Most && allocated == 0;
    }

    private static double Median(List<double> times)
    {
        double[] sorted = [.. times.Order()];
        return sorted[sorted.Length / 2];
    }
}
