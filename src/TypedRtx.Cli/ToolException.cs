namespace TypedRtx.Cli;

/// <summary>What was asked for cannot be done; the message says why and what to do.</summary>
internal sealed class ToolException(string message, int exitCode = ExitCodes.Failed) : Exception(message)
{
    /// <summary>What the program ends with.</summary>
    public int ExitCode { get; } = exitCode;
}
