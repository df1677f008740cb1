using System.Diagnostics;
using System.Globalization;

namespace TypedRtx.Device;

/// <summary>
/// Runs what its standard input says, one command a line, so that another program can time it in turns with its own runs:
/// <c>open MODEL|PROFILE|DIMS|STRATEGY|CACHE</c> loads a model (CACHE a folder, or empty for none), <c>run N</c> gives the milliseconds of N runs,
/// <c>close</c> saves and frees. Each is answered by one line that begins with <c>=</c>.
/// </summary>
internal static class StudyServer
{
    public static bool Run(string library)
    {
        GenericModel? model = null;
        GenericDeviceBinding? binding = null;
        while (Console.ReadLine() is { } line)
        {
            string[] words = line.Split(' ', 2);
            switch (words[0])
            {
                case "open":
                    string[] parts = words[1].Split('|');
                    long start = Stopwatch.GetTimestamp();
                    GenericModel opened = GenericModel.Load(
                        GenericModel.Describe(parts[0], parts[1].Length > 0 ? parts[1] : null),
                        Setup.Options(library, parts[3], parts[4].Length > 0 ? parts[4] : null));
                    double load = Stopwatch.GetElapsedTime(start).TotalSeconds;
                    int[] dims = Setup.Dims(opened.Descriptor, parts[2]);
                    GenericDeviceBinding bound = opened.BindDevice(dims);
                    Bytes.FillAll(opened, bound, dims);
                    (model, binding) = (opened, bound);
                    Answer(FormattableString.Invariant($"{load:F4}"));
                    break;
                case "run":
                    Answer(string.Join(' ', Times(binding!, int.Parse(words[1])).Select(time => time.ToString("F4", CultureInfo.InvariantCulture))));
                    break;
                case "close":
                    binding?.Dispose();
                    model?.Dispose();
                    (model, binding) = (null, null);
                    Answer("closed");
                    break;
            }
        }

        return true;
    }

    private static double[] Times(GenericDeviceBinding binding, int runs)
    {
        double[] times = new double[runs];
        for (int i = 0; i < runs; i++)
        {
            long start = Stopwatch.GetTimestamp();
            binding.Run();
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        return times;
    }

    private static void Answer(string text)
    {
        Console.WriteLine($"= {text}");
        Console.Out.Flush();
    }
}
