using Xunit;

namespace TypedRtx.TestKit;

/// <summary>How a program ended.</summary>
/// <param name="CommandLine">What was run, for messages.</param>
/// <param name="ExitCode">Its exit code; -1 when it was killed for running too long.</param>
/// <param name="Output">What it wrote to standard output.</param>
/// <param name="Error">What it wrote to standard error.</param>
/// <param name="TimedOut">Whether it ran too long and was killed.</param>
/// <param name="Elapsed">How long it ran.</param>
public sealed record ProcessResult(
    string CommandLine, int ExitCode, string Output, string Error, bool TimedOut, TimeSpan Elapsed)
{
    /// <summary>Fails the test, with both outputs, unless the program ended with exit code 0.</summary>
    public ProcessResult AssertSuccess()
    {
        if (ExitCode != 0)
        {
            Assert.Fail(ToString());
        }

        return this;
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        string end = TimedOut ? $"was killed after {Elapsed.TotalSeconds:F0} s" : $"ended with exit code {ExitCode}";
        return $"{CommandLine} {end}\n--- output\n{Output}\n--- error\n{Error}";
    }
}
