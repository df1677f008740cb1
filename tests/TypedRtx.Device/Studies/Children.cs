using System.Diagnostics;
using System.Globalization;

namespace TypedRtx.Device.Studies;

/// <summary>
/// Runs cases as processes of their own, one after the other: a crash or a hang ends one case and not the study. Everything they
/// print goes to a file; lines that are not indented are printed here too.
/// </summary>
internal sealed class Children(Settings settings, Children? parent = null)
{
    /// <summary>What lines begin with that are for the study and not for its reader.</summary>
    public const string ForStudy = "values ";

    private const string Failed = "FAILED";
    private const int MostReasons = 4;
    private const int MostLineLength = 300;

    private readonly long _start = parent?._start ?? Stopwatch.GetTimestamp();
    private readonly List<string> _failures = parent?._failures ?? [];
    private readonly List<string> _skipped = parent?._skipped ?? [];

    /// <summary>The cases that failed, crashed, hung, or broke a promise.</summary>
    public IReadOnlyList<string> Failures => _failures;

    /// <summary>The cases that no time was left for.</summary>
    public IReadOnlyList<string> Skipped => _skipped;

    public Settings Settings => settings;

    /// <summary>Where the driver keeps what it compiles in cases; null for one place for all, where the first case compiles for the others.</summary>
    public string? DriverCache { get; set; }

    /// <summary>The same on another backend, in the same time.</summary>
    public Children On(string backend) => new(settings with { Backend = backend }, this);

    private double Remaining => settings.Limit - Stopwatch.GetElapsedTime(_start).TotalSeconds;

    /// <summary>Runs a case.</summary>
    /// <param name="name">What messages and the log call it.</param>
    /// <param name="limit">How many seconds it may last.</param>
    /// <param name="arguments">Its command.</param>
    /// <returns>What it printed without indentation, less the last word; null when it failed.</returns>
    public List<string>? Run(string name, double limit, params string[] arguments)
    {
        double seconds = Math.Min(limit, Remaining);
        if (seconds < 5)
        {
            _skipped.Add(name);
            return null;
        }

        Directory.CreateDirectory(settings.Out);
        using StreamWriter log = new(Path.Combine(settings.Out, "log.txt"), append: true) { AutoFlush = true };
        log.WriteLine($"# {name}: {string.Join(' ', arguments)}");
        List<string> lines = [];
        List<string> reason = [];
        using Process process = Start(arguments);
        void Take(string? line)
        {
            lock (lines)
            {
                if (line is not { Length: > 0 })
                {
                    return;
                }

                log.WriteLine(line);
                if (line == "ok")
                {
                    return;
                }

                // An exception has several lines, which are no results.
                bool hasFailed = reason.Exists(earlier => earlier.StartsWith(Failed, StringComparison.Ordinal));
                if (hasFailed || char.IsWhiteSpace(line[0]) || line.StartsWith(Failed, StringComparison.Ordinal))
                {
                    reason.Add(line[..Math.Min(line.Length, MostLineLength)]);
                    int surplus = Math.Max(0, reason.Count - MostReasons);
                    reason.RemoveRange(hasFailed ? reason.Count - surplus : 0, surplus);
                    return;
                }

                lines.Add(line);
                if (!line.StartsWith(ForStudy, StringComparison.Ordinal))
                {
                    Console.WriteLine(line);
                }
            }
        }

        process.OutputDataReceived += (_, data) => Take(data.Data);
        process.ErrorDataReceived += (_, data) => Take(data.Data is null ? null : $"  {data.Data}");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        long start = Stopwatch.GetTimestamp();
        bool ended = process.WaitForExit(TimeSpan.FromSeconds(seconds));
        if (!ended)
        {
            process.Kill(entireProcessTree: true);
        }

        process.WaitForExit();
        string took = Stopwatch.GetElapsedTime(start).TotalSeconds.ToString("F1", CultureInfo.InvariantCulture);
        lock (lines)
        {
            log.WriteLine($"# {name}: exit code {process.ExitCode} after {took} s");
            if (ended && process.ExitCode == 0)
            {
                return lines;
            }

            if (ended && lines.Exists(line => line.StartsWith("broken: ", StringComparison.Ordinal)))
            {
                _failures.Add($"{name}: a promise was broken");
                return null;
            }

            // What was not printed as a result says why.
            reason.ForEach(line => Console.WriteLine($"    {line}"));

            return Fail(name, ended ? $"exit code {process.ExitCode} after {took} s" : $"was ended after {took} s");
        }
    }

    private Process Start(string[] arguments)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (DriverCache is not null)
        {
            start.Environment["CUDA_CACHE_PATH"] = Directory.CreateDirectory(DriverCache).FullName;
        }

        foreach (string argument in (string[])[.. arguments, .. settings.ToArguments(), "--limit", "3600"])
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }

    private List<string>? Fail(string name, string why)
    {
        _failures.Add($"{name}: {why}");
        Console.WriteLine($"FAILED {name}: {why}");
        return null;
    }
}
