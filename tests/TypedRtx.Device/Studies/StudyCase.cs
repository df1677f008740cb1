using System.Diagnostics;
using TypedRtx.Device.Hand;
using TypedRtx.Runtime;
using static TypedRtx.Device.Studies.Statistics;

namespace TypedRtx.Device.Studies;

/// <summary>One model: our None and our adaptive session at steady state, a session captured by hand, the ordinary one, in turns.</summary>
internal static class StudyCase
{
    private const double MostOverCaptured = 1.05;
    private const double MostOverNone = 1.03;

    public static bool Run(Settings settings, string models, bool isOnHost, Job job)
    {
        ModelDescriptor descriptor = GenericModel.Describe(Path.Combine(models, $"{job.Model}.onnx"), job.Profile);
        int[] dims = Setup.Dims(descriptor, job.Dims);
        byte[][] inputs = TestInputs.Make(descriptor, dims, seed: 1);
        using Bound adaptive = Bound.Load(descriptor, settings.Options(Specialization.Lazy), dims, isOnHost);
        adaptive.Fill(inputs);
        double first = Turns.Once(adaptive.Run);
        byte[][] before = adaptive.Outputs();

        HandLibrary library = HandLibrary.Load(settings.Library);
        using HandDevice device = HandDevice.Open(settings.IsOnGpu);
        using HandModel ordinary = HandModel.OpenDynamic(library, device, descriptor, dims);
        ordinary.Binding.Fill(inputs);
        ordinary.Binding.Run();
        OutputCheck check = new(descriptor, ordinary.Binding.Outputs());

        long start = Stopwatch.GetTimestamp();
        adaptive.Model.WarmAsync(dims).GetAwaiter().GetResult();
        double warmed = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        adaptive.Run();
        byte[][] after = adaptive.Outputs();
        using Bound none = Bound.Load(descriptor, settings.Options(Specialization.None), dims, isOnHost);
        none.Fill(inputs);
        none.Run();

        // A model that cannot be captured by hand leaves the other three to be measured.
        using HandModel? captured = TryCapture(() => HandModel.OpenCaptured(library, device, descriptor, dims, inputs), "");
        using HandModel? free = TryCapture(() => HandModel.OpenCapturedFree(library, device, descriptor, dims, inputs), " with free lengths");
        captured?.Binding.RunFromHost();
        free?.Binding.RunFromHost();
        ordinary.Binding.RunFromHost();
        List<Contender> contenders =
        [
            new("none", none.Run), new("adaptive", adaptive.Run),
            new("dynamic", isOnHost ? ordinary.Binding.RunFromHost : ordinary.Binding.Run),
        ];
        foreach ((string name, HandModel? hand) in (ReadOnlySpan<(string, HandModel?)>)[("captured", captured), ("free", free)])
        {
            if (hand is not null)
            {
                contenders.Add(new Contender(name, isOnHost ? hand.Binding.RunFromHost : hand.Binding.Run));
            }
        }

        Timing[] timings = Turns.Measure(settings.Seconds, [.. contenders]);
        Timing steady = timings[1];
        double[] differences =
        [
            check.Difference(before), check.Difference(after), captured is null ? double.NaN : check.Difference(captured.Binding.HostOutputs()),
        ];
        double overCaptured = captured is null ? double.NaN : steady.Over(timings[3]);
        double freeOverCaptured = captured is null || free is null ? double.NaN : timings[4].Over(timings[3]);
        double overNone = steady.Over(timings[0]);
        string state = adaptive.Model.Specializations is [var known, ..] ? known.State.ToString() : "nothing specialised";
        Console.WriteLine(
            $"| {job.Model} {job.Dims}{(isOnHost ? " from host" : "")} | {Text(timings[0].Median)} | {Text(steady.Median)} | "
            + $"{Text(captured is null ? double.NaN : timings[3].Median)} | {Text(timings[2].Median)} | {Text(overCaptured)} | {Text(freeOverCaptured)} | {Text(overNone)} | "
            + $"{Text(timings[2].Over(steady))} | {job.Was} | {Text(first / steady.Median)} | {Text(warmed)} | "
            + $"{string.Join(", ", differences.Select(difference => $"{difference:E1}"))} | {state} |");
        bool isRight = differences[0] <= check.Tolerance && differences[1] <= check.Tolerance && !(differences[2] > check.Tolerance)
            && !(overCaptured > MostOverCaptured) && overNone <= MostOverNone;
        if (!isRight)
        {
            Console.WriteLine($"broken: {job} {(isOnHost ? "from host" : "on device")}: over captured {Text(overCaptured)} (at most {MostOverCaptured}), "
                + $"over None {Text(overNone)} (at most {MostOverNone}), differences within {check.Tolerance}?");
        }

        return isRight;
    }

    private static HandModel? TryCapture(Func<HandModel> capture, string how)
    {
        try
        {
            return capture();
        }
        catch (InvalidOperationException e)
        {
            Console.WriteLine($"not captured by hand{how}: {e.Message}");
            return null;
        }
    }
}
