using Microsoft.Extensions.Logging;

namespace TypedRtx.TensorRtRtx.Tests;

/// <summary>Keeps every message.</summary>
internal sealed class KeepingLogger : ILogger
{
    private readonly List<(LogLevel Level, string Text)> _messages = [];

    /// <summary>The messages in order.</summary>
    public IReadOnlyList<(LogLevel Level, string Text)> Messages => _messages;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _messages.Add((logLevel, formatter(state, exception)));
}
