using TypedRtx.Device.Hand;
using TypedRtx.Runtime;

namespace TypedRtx.Device.Studies;

/// <summary><c>cuda-memory MODELS JOB</c>: what each further specialisation takes of the GPU's memory.</summary>
internal static class MemoryCase
{
    public const string Case = "memory-case";
    private const double MostOfWeights = 0.25;
    private const double MiB = 1 << 20;

    public static bool Run(Settings settings, string models, Job job)
    {
        string path = Path.Combine(models, $"{job.Model}.onnx");
        double weights = new FileInfo(path).Length / MiB;
        ModelDescriptor descriptor = GenericModel.Describe(path, job.Profile);
        using HandDevice device = HandDevice.Open(settings.IsOnGpu);
        double used = device.UsedBytes() / MiB;
        Console.WriteLine(FormattableString.Invariant($"memory {job.Model}: {weights:F0} MiB of weights; {(settings.IsOnGpu ? "the GPU" : "the process")} holds {used:F0} MiB before"));
        using GenericModel model = GenericModel.Load(descriptor, settings.Options(Specialization.Lazy));
        double last = Report("loaded", device, used, weights, out _);
        int[] dims = Setup.Dims(descriptor, job.Dims);
        Use(model, descriptor, dims);
        last = Report("general session, first run", device, last, weights, out _);
        double share = double.NaN;
        foreach (string text in (string[])[job.Dims, .. job.Then])
        {
            int[] next = Setup.Dims(descriptor, text);
            model.WarmAsync(next).GetAwaiter().GetResult();
            Use(model, descriptor, next);
            DimsSpecialization state = model.Specializations.First(known => known.Dims.SequenceEqual(next));
            last = Report(FormattableString.Invariant($"{text}: {state.State}, says {state.ByteLength / MiB:F0} MiB"), device, last, weights, out share);
        }

        Console.WriteLine(FormattableString.Invariant(
            $"memory {job.Model}: the specialisation number {job.Then.Length + 1} took {share:P1} of the weights, at most {MostOfWeights:P0} was promised"));
        HandBaseline(settings, descriptor, device, job, weights);
        return share < MostOfWeights;
    }

    private static void Use(GenericModel model, ModelDescriptor descriptor, int[] dims)
    {
        using GenericDeviceBinding binding = model.BindDevice(dims);
        TestInputs.Fill(model, binding, TestInputs.Make(descriptor, dims, seed: 1));
        for (int run = 0; run < 2; run++)
        {
            binding.Run();
        }
    }

    private static double Report(string what, HandDevice device, double before, double weights, out double share)
    {
        double now = device.UsedBytes() / MiB;
        share = (now - before) / weights;
        Console.WriteLine(FormattableString.Invariant($"memory   {what}: {now - before:F0} MiB more, {share:P1} of the weights; the process {Environment.WorkingSet / MiB:F0} MiB"));
        return now;
    }

    // What two sessions by hand take, without anything shared.
    private static void HandBaseline(Settings settings, ModelDescriptor descriptor, HandDevice device, Job job, double weights)
    {
        HandLibrary library = HandLibrary.Load(settings.Library);
        double last = device.UsedBytes() / MiB;
        List<HandModel> open = [];
        foreach (string text in job.Then.Take(2))
        {
            int[] dims = Setup.Dims(descriptor, text);
            open.Add(HandModel.OpenCaptured(library, device, descriptor, dims, TestInputs.Make(descriptor, dims, seed: 1)));
            last = Report($"captured by hand, {text}", device, last, weights, out _);
        }

        open.ForEach(model => model.Dispose());
    }
}
