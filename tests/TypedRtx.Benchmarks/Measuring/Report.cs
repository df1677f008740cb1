using System.Globalization;
using System.Runtime.InteropServices;

namespace TypedRtx.Benchmarks.Measuring;

/// <summary>Prints what was measured as markdown.</summary>
internal static class Report
{
    /// <summary>Machine, versions and command: without them figures mean nothing.</summary>
    public static void Heading(string command, IEnumerable<string> versions)
    {
        Console.WriteLine($"# dotnet run -c Release --project tests/TypedRtx.Benchmarks {command}\n");
        Console.WriteLine($"- {Processor()}, {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}");
        Console.WriteLine($"- {RuntimeInformation.FrameworkDescription}, {(Environment.Is64BitProcess ? 64 : 32)} bits, server GC {(System.Runtime.GCSettings.IsServerGC ? "on" : "off")}");
        foreach (string version in versions)
        {
            Console.WriteLine($"- {version}");
        }

        Console.WriteLine();
    }

    /// <summary>A table of contenders beside the first one; gives how many promises were broken.</summary>
    public static int Comparison(string title, IReadOnlyList<Timing> timings)
    {
        Console.WriteLine($"## {title}\n");
        Console.WriteLine("| | minimum | median | maximum | ratio of minima | median of ratios | promised | bytes per call |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|---:|");
        int broken = 0;
        foreach (Timing timing in timings)
        {
            double ratio = timing.Minimum / timings[0].Minimum;
            bool isBroken = timing.Contender.Limit < ratio;
            broken += isBroken ? 1 : 0;
            double pairs = timing.Rounds.Zip(timings[0].Rounds, (own, first) => own / first).Order().ElementAt(timing.Rounds.Length / 2);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {timing.Contender.Name} | {Time(timing.Minimum)} | {Time(timing.Median)} | {Time(timing.Maximum)} | {ratio:F3} | {pairs:F3} | {Promise(timing.Contender, isBroken)} | {timing.BytesPerCall:0.#} |"));
        }

        Console.WriteLine($"\n{timings[0].Rounds.Length} interleaved rounds.\n");
        return broken;
    }

    /// <summary>Nanoseconds in the unit that reads best.</summary>
    public static string Time(double nanoseconds) => nanoseconds switch
    {
        < 10_000 => string.Create(CultureInfo.InvariantCulture, $"{nanoseconds:F0} ns"),
        < 10_000_000 => string.Create(CultureInfo.InvariantCulture, $"{nanoseconds / 1e3:F1} us"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{nanoseconds / 1e6:F1} ms"),
    };

    private static string Promise(Contender contender, bool isBroken) => contender.Limit is { } limit
        ? string.Create(CultureInfo.InvariantCulture, $"at most {limit:F2}: {(isBroken ? "BROKEN" : "kept")}")
        : "";

    private static string Processor()
    {
        const string Information = "/proc/cpuinfo";
        string? line = File.Exists(Information)
            ? File.ReadLines(Information).FirstOrDefault(text => text.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return line is null ? RuntimeInformation.ProcessArchitecture.ToString() : line[(line.IndexOf(':', StringComparison.Ordinal) + 2)..];
    }
}
