using TypedRtx.Device.Hand;
using TypedRtx.Runtime;
using static TypedRtx.Device.Studies.Statistics;

namespace TypedRtx.Device.Studies;

/// <summary>
/// One model: runs of lengths while these are specialised, and runs of specialised lengths while others are. The longest run during
/// it, less the usual one, is the pause that specialising takes for itself.
/// </summary>
internal static class SwapCase
{
    private const double MostPause = 20;
    private const double MostPauseWithFilters = 120;
    private const double LongestWait = 30;

    public static bool Run(Settings settings, string models, Job job)
    {
        ModelDescriptor descriptor = GenericModel.Describe(Path.Combine(models, $"{job.Model}.onnx"), job.Profile);
        int[] dims = Setup.Dims(descriptor, job.Dims);
        byte[][][] inputs = [TestInputs.Make(descriptor, dims, seed: 1), TestInputs.Make(descriptor, dims, seed: 2)];
        OutputCheck[] checks = References(settings, descriptor, dims, inputs);
        (List<double> alone, Foreground? first) = Alone(settings, descriptor, dims, inputs, checks);

        using GenericModel model = GenericModel.Load(descriptor, settings.Options(Specialization.Lazy));
        using GenericDeviceBinding binding = model.BindDevice(dims);
        Foreground foreground = new(model, binding, inputs, checks);
        List<double> start = foreground.RunWhile(Runs(2));
        Func<bool> inTime = Before(LongestWait);
        List<double> own = foreground.RunWhile(() => !IsSettled(model) && inTime());
        List<double> after = foreground.RunFor(settings.Seconds / 2);

        int[][] others = [.. job.Then.Select(text => Setup.Dims(descriptor, text))];
        Task warming = Task.Run(async () =>
        {
            foreach (int[] other in others)
            {
                await model.WarmAsync(other);
            }
        });
        inTime = Before(LongestWait);
        List<double> meanwhile = foreground.RunWhile(() => !warming.IsCompleted && inTime());
        if (warming.IsCompleted)
        {
            warming.GetAwaiter().GetResult();
        }

        List<double> end = foreground.RunFor(settings.Seconds / 2);
        double ownPause = Pause(own);
        double otherPause = Pause(meanwhile);
        int wrong = first.Wrong + foreground.Wrong;
        int failed = first.Failed + foreground.Failed;
        Console.WriteLine(
            $"| {job} | {Describe(alone)} | {Describe(own)} | {Describe(after)} | {Describe(meanwhile)} | {Describe(end)} | {Text(ownPause)} / {Text(otherPause)} | "
            + $"{wrong}, {failed} | {Math.Max(first.Worst, foreground.Worst):E1} |");
        Console.WriteLine($"  first runs {string.Join(", ", start.Select(Text))}; {string.Join("; ", model.Specializations.Select(Describe))}");
        double most = job.Tags.Contains("filters") ? MostPauseWithFilters : MostPause;
        bool isRight = wrong + failed == 0 && warming.IsCompletedSuccessfully && !(ownPause > most) && !(otherPause > most);
        if (!isRight)
        {
            Console.WriteLine($"broken: {job}: pauses of at most {most} ms, nothing wrong or failed, and specialising in {LongestWait} s were promised");
        }

        return isRight;
    }

    private static OutputCheck[] References(Settings settings, ModelDescriptor descriptor, int[] dims, byte[][][] inputs)
    {
        using HandDevice device = HandDevice.Open(settings.IsOnGpu);
        using HandModel ordinary = HandModel.OpenDynamic(HandLibrary.Load(settings.Library), device, descriptor, dims);
        byte[][][] outputs = [.. inputs.Select(set =>
        {
            ordinary.Binding.Fill(set);
            ordinary.Binding.Run();
            return ordinary.Binding.Outputs();
        })];
        OutputCheck[] checks = [.. outputs.Select(set => new OutputCheck(descriptor, set))];
        double apart = checks[0].Difference(outputs[1]);
        Console.WriteLine(apart > 2 * checks[0].Tolerance
            ? $"  outputs of the two sets of inputs are {apart:E1} apart"
            : $"broken: outputs of the two sets of inputs are only {apart:E1} apart, so that a stale output would not be seen");
        return checks;
    }

    private static (List<double> Times, Foreground Foreground) Alone(
        Settings settings, ModelDescriptor descriptor, int[] dims, byte[][][] inputs, OutputCheck[] checks)
    {
        using GenericModel none = GenericModel.Load(descriptor, settings.Options(Specialization.None));
        using GenericDeviceBinding binding = none.BindDevice(dims);
        Foreground foreground = new(none, binding, inputs, checks);
        foreground.RunFor(settings.Seconds / 4);
        return (foreground.RunFor(settings.Seconds / 2), foreground);
    }

    private static bool IsSettled(GenericModel model) =>
        model.Specializations is [{ State: not (SpecializationState.Seen or SpecializationState.Pending) }, ..];

    private static Func<bool> Runs(int count) => () => count-- > 0;

    private static Func<bool> Before(double seconds)
    {
        long end = Environment.TickCount64 + (long)(seconds * 1000);
        return () => Environment.TickCount64 < end;
    }

    private static double Pause(List<double> times) => times.Count == 0 ? double.NaN : times.Max() - Median(times);

    private static string Describe(DimsSpecialization known) =>
        $"{string.Join(" x ", known.Dims)} {known.State}: {known.SpecializedTime?.TotalMilliseconds:F3} ms specialised, {known.GeneralTime?.TotalMilliseconds:F3} general, {known.ByteLength >> 20} MiB";

    private static string Describe(List<double> times) =>
        times.Count == 0 ? "no runs" : $"{Text(Median(times))}, {Text(Quantile(times, 0.99))}, {Text(times.Max())} ({times.Count})";
}
