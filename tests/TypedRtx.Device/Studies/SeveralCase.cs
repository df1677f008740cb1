using TypedRtx.Device.Hand;
using TypedRtx.Runtime;

namespace TypedRtx.Device.Studies;

/// <summary>
/// One model: several bindings in turns, two of the same lengths and one of each further ones, all of which are recorded. Each output is
/// compared, since a recorded run that reads what another one left is wrong without an error.
/// </summary>
internal static class SeveralCase
{
    public const string Case = "several-case";
    private const double LimitOfCase = 90;
    private const int Rounds = 8;

    public static bool Run(Children children, string models, Job[] jobs)
    {
        Console.WriteLine($"# {children.Settings.Backend}: several bindings in turns, each output compared");
        Console.WriteLine("| model | bindings | runs | wrong | worst difference | states |");
        Console.WriteLine("|---|---|---|---|---|---|");
        bool isRight = true;
        foreach (Job job in jobs)
        {
            isRight &= children.Run($"several {job}", LimitOfCase, Case, models, job.Line) is not null;
        }

        return isRight;
    }

    public static bool RunCase(Settings settings, string models, Job job)
    {
        ModelDescriptor descriptor = GenericModel.Describe(Path.Combine(models, $"{job.Model}.onnx"), job.Profile);
        int[] own = Setup.Dims(descriptor, job.Dims);
        int[][] all = [own, own, .. job.Then.Select(text => Setup.Dims(descriptor, text))];
        byte[][][] inputs = [.. all.Select((dims, i) => TestInputs.Make(descriptor, dims, seed: i + 1))];
        OutputCheck[] checks = [.. all.Select((dims, i) => Reference(settings, descriptor, dims, inputs[i]))];

        // What is wrong without sessions for lengths, too, is not of recordings.
        return Run(settings, descriptor, Specialization.None, all, inputs, checks) & Run(settings, descriptor, Specialization.Lazy, all, inputs, checks);
    }

    private static bool Run(
        Settings settings, ModelDescriptor descriptor, Specialization kind, int[][] all, byte[][][] inputs, OutputCheck[] checks)
    {
        using GenericModel model = GenericModel.Load(descriptor, settings.Options(kind));
        foreach (int[] dims in kind == Specialization.None ? [] : all)
        {
            model.WarmAsync(dims).GetAwaiter().GetResult();
        }

        GenericDeviceBinding[] bindings = [.. all.Select(dims => model.BindDevice(dims))];
        double worst = 0;
        int wrong = 0;
        int runs = 0;
        for (int round = 0; round < Rounds; round++)
        {
            // One after another begins to be recorded, and each comes back after every other.
            for (int i = 0; i < Math.Min(bindings.Length, round + 1); i++)
            {
                int at = round % 2 == 0 ? i : Math.Min(bindings.Length, round + 1) - 1 - i;
                for (int run = 0; run < (round == at ? 4 : 1); run++)
                {
                    TestInputs.Fill(model, bindings[at], inputs[at]);
                    bindings[at].Run();
                    double difference = checks[at].Difference(OutputCheck.Of(model, bindings[at]));
                    worst = Math.Max(worst, difference);
                    runs++;
                    if (difference > checks[at].Tolerance)
                    {
                        wrong++;
                        Console.WriteLine($"  wrong: {kind}, binding {at} of {string.Join(" x ", all[at])} in round {round}, {difference:E1}");
                    }
                }
            }
        }

        Array.ForEach(bindings, binding => binding.Dispose());
        Console.WriteLine($"| {descriptor.Name}, {kind} | {bindings.Length} | {runs} | {wrong} | {worst:E1} | "
            + $"{string.Join("; ", model.Specializations.Select(known => $"{string.Join(" x ", known.Dims)} {known.State} {known.ByteLength >> 20} MiB"))} |");
        return wrong == 0;
    }

    private static OutputCheck Reference(Settings settings, ModelDescriptor descriptor, int[] dims, byte[][] inputs)
    {
        using HandDevice device = HandDevice.Open(settings.IsOnGpu);
        using HandModel ordinary = HandModel.OpenDynamic(HandLibrary.Load(settings.Library), device, descriptor, dims);
        ordinary.Binding.Fill(inputs);
        ordinary.Binding.Run();
        return new OutputCheck(descriptor, ordinary.Binding.Outputs());
    }
}
