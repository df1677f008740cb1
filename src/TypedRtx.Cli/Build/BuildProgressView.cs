using System.Globalization;
using Spectre.Console;
using TypedRtx.TensorRtRtx;

namespace TypedRtx.Cli.Build;

/// <summary>Shows how far a build is: a bar for who watches, a line for every tenth where output goes to a file.</summary>
internal static class BuildProgressView
{
    private const string Reading = "reading the model";

    /// <summary>Runs a build and shows its progress.</summary>
    public static EngineBuildResult Run(Terminal terminal, string name, Func<IProgress<EngineBuildProgress>, EngineBuildResult> build)
    {
        if (terminal.Bars is not { } console)
        {
            terminal.Line($"{name}: {Reading}");
            return build(new Lines(terminal, name));
        }

        return console.Progress()
            .Columns(new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .Start(view =>
            {
                ProgressTask task = view.AddTask(Describe(name, Reading), maxValue: 1);
                return build(new Bar(task, name));
            });
    }

    private static string Describe(string name, string phase) => Markup.Escape($"{name}: {phase}");

    private sealed class Bar(ProgressTask task, string name) : IProgress<EngineBuildProgress>
    {
        public void Report(EngineBuildProgress value)
        {
            task.Value = value.Fraction;
            task.Description = Describe(name, value.Phase);
        }
    }

    private sealed class Lines(Terminal terminal, string name) : IProgress<EngineBuildProgress>
    {
        private int _tenths;

        public void Report(EngineBuildProgress value)
        {
            int tenths = (int)(value.Fraction * 10);
            if (tenths > _tenths)
            {
                _tenths = tenths;
                terminal.Line(string.Create(CultureInfo.InvariantCulture, $"{name}: {tenths * 10} %, {value.Phase}"));
            }
        }
    }
}
