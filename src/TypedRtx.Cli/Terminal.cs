using Spectre.Console;

namespace TypedRtx.Cli;

/// <summary>Where the tool writes. Lines are written as they are, so that paths are never broken and files hold plain text.</summary>
/// <param name="output">Results.</param>
/// <param name="error">What went wrong.</param>
/// <param name="bars">Draws progress; null where nobody watches.</param>
internal sealed class Terminal(TextWriter output, TextWriter error, IAnsiConsole? bars)
{
    /// <summary>Draws progress bars; null where output is redirected, and lines are written instead.</summary>
    public IAnsiConsole? Bars { get; } = bars;

    /// <summary>Where help is written.</summary>
    public TextWriter Output => output;

    /// <summary>The terminal of the process.</summary>
    public static Terminal OfProcess() => new(
        Console.Out,
        Console.Error,
        Console.IsOutputRedirected ? null : AnsiConsole.Create(new AnsiConsoleSettings()));

    /// <summary>Writes a line of a result.</summary>
    public void Line(string text = "") => output.WriteLine(text);

    /// <summary>Writes what went wrong.</summary>
    public void Error(string text) => error.WriteLine(text);
}
