using Microsoft.Extensions.Logging;

namespace TypedRtx.Cli.Cache;

/// <summary>Writes warnings of the cache as errors of the tool.</summary>
internal sealed class TerminalLogger(Terminal terminal) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            terminal.Error(formatter(state, exception));
        }
    }
}
