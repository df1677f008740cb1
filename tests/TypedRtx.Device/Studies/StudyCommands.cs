using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging;

namespace TypedRtx.Device.Studies;

/// <summary>The commands that measure, and the cases that they start as processes of their own.</summary>
internal static class StudyCommands
{
    private static readonly string[] Names =
    [
        "cuda-study", "cuda-swap", "cuda-memory", "cuda-several", "rtx-adaptive", "iterations", "start", "all",
        StudyCommand.Case, SwapCommand.Case, MemoryCase.Case, SeveralCase.Case, IterationsCommand.Case, StartCommand.Case, RtxCase.Series, RtxCase.Steady, RtxCase.Warm,
    ];

    /// <summary>Runs a command; null where it is none of these.</summary>
    public static bool? TryRun(string[] arguments)
    {
        if (arguments.Length == 0 || !Array.Exists(Names, name => name == arguments[0]))
        {
            return null;
        }

        long main = Stopwatch.GetTimestamp();
        ConsoleLog.Lowest = Environment.GetEnvironmentVariable("STUDY_LOG") is { } level ? Enum.Parse<LogLevel>(level) : LogLevel.Information;
        Settings settings = Settings.Parse(arguments, out string[] words);
        Children children = new(settings);
        bool isRight = words switch
        {
            ["cuda-study", string models, string jobs] => StudyCommand.Run(children, models, Job.Read(jobs)),
            ["cuda-swap", string models, string jobs] => SwapCommand.Run(children, models, Job.Read(jobs)),
            ["cuda-memory", string models, string jobs] => AllCommand.Memory(children, models, Job.Read(jobs)),
            ["cuda-several", string models, string jobs] => SeveralCase.Run(children, models, Job.Read(jobs)),
            ["rtx-adaptive", string models, string jobs] => RtxCommand.Run(children.On("TensorRtRtx"), models, Job.Read(jobs)),
            ["iterations", string models, string job, string runs] => IterationsCommand.Run(children, models, Job.Parse(job), Number(runs)),
            ["start", string models, string job, string tries] => StartCommand.Run(children, models, Job.Parse(job), Number(tries)),
            ["all", string models, string jobs, string which] => AllCommand.Run(children, models, jobs, which),
            [StudyCommand.Case, string models, string where, string job] => StudyCase.Run(settings, models, where == "host", Job.Parse(job)),
            [SwapCommand.Case, string models, string job] => SwapCase.Run(settings, models, Job.Parse(job)),
            [MemoryCase.Case, string models, string job] => MemoryCase.Run(settings, models, Job.Parse(job)),
            [SeveralCase.Case, string models, string job] => SeveralCase.RunCase(settings, models, Job.Parse(job)),
            [IterationsCommand.Case, string models, string kind, string job, string runs] =>
                IterationsCommand.RunCase(settings, models, kind, Job.Parse(job), Number(runs)),
            [StartCommand.Case, string models, string kind, string job, string cache, string state, string start] =>
                StartCommand.RunCase(settings, models, kind, Job.Parse(job), cache, state, long.Parse(start, CultureInfo.InvariantCulture), main),
            [RtxCase.Series, string models, string kind, string job, string cache] => RtxCase.RunSeries(settings, models, kind, Job.Parse(job), cache),
            [RtxCase.Steady, string models, _, string job, string cache] => RtxCase.RunSteady(settings, models, Job.Parse(job), cache),
            [RtxCase.Warm, string models, string kind, string job, string cache, string best] =>
                RtxCase.RunWarm(settings, models, kind, Job.Parse(job), cache, double.Parse(best, CultureInfo.InvariantCulture)),
            _ => throw new ArgumentException($"{words[0]} takes other arguments; README.md lists them."),
        };
        foreach (string failure in children.Failures)
        {
            Console.WriteLine($"not right: {failure}");
        }

        if (children.Skipped.Count > 0)
        {
            Console.WriteLine($"no time was left for {children.Skipped.Count} cases: {children.Skipped[0]} … {children.Skipped[^1]}");
        }

        return isRight;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
