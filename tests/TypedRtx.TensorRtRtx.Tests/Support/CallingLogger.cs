using Microsoft.Extensions.Logging;

namespace TypedRtx.TensorRtRtx.Tests;

/// <summary>Calls something at every message.</summary>
internal sealed class CallingLogger(Action called) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        called();
}
