using Microsoft.Extensions.Logging;

namespace TypedRtx.Device;

/// <summary>Prints what is worth knowing, and remembers the rest of the last lines.</summary>
internal sealed class ConsoleLog : ILogger
{
    public static ConsoleLog Instance { get; } = new();

    public static LogLevel Lowest { get; set; } = LogLevel.Debug;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= Lowest;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            Console.WriteLine($"  {logLevel}: {formatter(state, exception)} {exception}");
        }
    }
}
