using Microsoft.Extensions.Logging;
using TypedRtx.Native;

namespace TypedRtx.Caching;

/// <summary>
/// What a model that is loaded uses before it was read as a whole: files whose hash is remembered, large entries of which a sample was
/// read. One thread of low priority reads the rest once the model is loaded, and ends when nothing waits.
/// </summary>
/// <remarks>
/// Until it is done, answers rest on samples. When something turns out to be wrong, it is put aside and logged, and the model is loaded
/// anew before its next run; see <see cref="IsRefuted"/>. Whoever cannot accept that has all of it read first with
/// <see cref="CacheVerify.Full"/>.
/// </remarks>
/// <param name="name">The model, for the log.</param>
/// <param name="logger">Where what is wrong is logged.</param>
internal sealed class CacheChecks(string name, ILogger? logger) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Queue<CacheCheck> _waiting = new();
    private readonly CancellationTokenSource _cancellation = new();
    private Thread? _thread;
    private bool _isStarted;
    private bool _isDisposed;
    private volatile bool _isRefuted;

    /// <summary>Whether something is wrong with what the model was loaded from, so that it must not go on with it.</summary>
    public bool IsRefuted => _isRefuted;

    /// <summary>Whether nothing waits and nothing is being read.</summary>
    public bool IsIdle
    {
        get
        {
            lock (_gate)
            {
                return _thread is null && _waiting.Count == 0;
            }
        }
    }

    /// <summary>Adds a check, which is given up where the model was disposed.</summary>
    public void Add(CacheCheck check)
    {
        lock (_gate)
        {
            if (!_isDisposed)
            {
                _waiting.Enqueue(check);
                StartThread();
                return;
            }
        }

        check.Held?.Dispose();
    }

    /// <summary>Begins with the checks: once a model is loaded, so that they do not compete with it.</summary>
    public void Start()
    {
        lock (_gate)
        {
            _isStarted = true;
            StartThread();
        }
    }

    /// <summary>Says that something is wrong.</summary>
    /// <param name="reason">What, as a clause.</param>
    public void Refute(string reason)
    {
        _isRefuted = true;
        logger?.LogError(
            "{Model}: {Reason}. Results since it was loaded may be wrong. It is loaded anew before its next run.", name, reason);
    }

    /// <summary>Gives up what is not done yet, and waits for nothing.</summary>
    public void Dispose()
    {
        CacheCheck[] waiting;
        lock (_gate)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
            waiting = [.. _waiting];
            _waiting.Clear();
        }

        _cancellation.Cancel();
        Array.ForEach(waiting, check => check.Held?.Dispose());
    }

    private void StartThread()
    {
        if (_isStarted && !_isDisposed && _thread is null && _waiting.Count > 0)
        {
            _thread = new Thread(Work) { IsBackground = true, Name = $"TypedRtx checks {name}", Priority = ThreadPriority.Lowest };
            _thread.Start();
        }
    }

    private void Work()
    {
        LowPriority.Enter();
        while (true)
        {
            CacheCheck? check;
            lock (_gate)
            {
                if (!_waiting.TryDequeue(out check))
                {
                    _thread = null;
                    return;
                }
            }

            Do(check);
        }
    }

    private void Do(CacheCheck check)
    {
#pragma warning disable CA1031 // A thread boundary: what is not caught here ends the process.
        try
        {
            if (check.Run(_cancellation.Token) is { } reason)
            {
                Refute(reason);
            }
        }
        catch (OperationCanceledException)
        {
            // The model was disposed.
        }
        catch (Exception error)
        {
            logger?.LogWarning(error, "{Model}: what it was loaded from cannot be checked.", name);
        }
        finally
        {
            check.Held?.Dispose();
        }
#pragma warning restore CA1031
    }
}
