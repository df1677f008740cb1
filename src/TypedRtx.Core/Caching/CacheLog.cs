using Microsoft.Extensions.Logging;

namespace TypedRtx.Caching;

/// <summary>Says what keeps a cache from working: each kind of trouble once, so that a full disk does not fill the log.</summary>
internal sealed class CacheLog(ILogger? logger)
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    /// <summary>Logs trouble of a kind that was not logged yet.</summary>
    public void WarnOnce(string kind, string message)
    {
        lock (_gate)
        {
            if (!_seen.Add(kind))
            {
                return;
            }
        }

        Warn($"{message} Such trouble is logged once for a model that is loaded.");
    }

    /// <summary>Logs what happened.</summary>
    public void Warn(string message)
    {
        if (logger is not null && logger.IsEnabled(LogLevel.Warning))
        {
            logger.LogWarning("Cache: {Message}", message);
        }
    }
}
