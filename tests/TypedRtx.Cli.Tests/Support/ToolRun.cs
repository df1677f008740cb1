using TypedRtx.Cli.Warm;

namespace TypedRtx.Cli.Tests;

/// <summary>A command line that was run in this process, with its output going to a file as it were.</summary>
/// <param name="ExitCode">How it ended.</param>
/// <param name="Output">What it wrote.</param>
/// <param name="Error">What it wrote of errors.</param>
internal sealed record ToolRun(int ExitCode, string Output, string Error)
{
    // As the program does before it reads its arguments.
    static ToolRun() => WarmLibraries.Register();

    public static ToolRun Of(params string[] arguments) => Of(arguments, TestContext.Current.CancellationToken);

    public static ToolRun Of(string[] arguments, CancellationToken cancellationToken, StringWriter? output = null)
    {
        output ??= new StringWriter();
        using StringWriter error = new();
        int exitCode = CommandLine.RunAsync(arguments, new Terminal(output, error, bars: null), cancellationToken).GetAwaiter().GetResult();
        return new ToolRun(exitCode, output.ToString().ReplaceLineEndings("\n"), error.ToString().ReplaceLineEndings("\n"));
    }

    /// <summary>Fails the test, with both outputs, unless it ended as expected.</summary>
    public ToolRun AssertEnded(int exitCode)
    {
        if (ExitCode != exitCode)
        {
            Assert.Fail($"Ended with {ExitCode}, expected {exitCode}.\n--- output\n{Output}\n--- error\n{Error}");
        }

        return this;
    }
}
