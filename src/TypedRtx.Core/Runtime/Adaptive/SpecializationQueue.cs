namespace TypedRtx.Runtime.Adaptive;

/// <summary>Lengths that wait for a session, and the one thread that opens them; it ends when none wait.</summary>
/// <remarks>Those that runs ask for come before those that none asked for yet.</remarks>
/// <param name="name">What the thread is called.</param>
/// <param name="work">Opens a session; throws nothing.</param>
/// <param name="done">Told when none wait any more; throws nothing.</param>
internal sealed class SpecializationQueue(
    string name, Action<SpecializedDims, CancellationToken> work, Action<CancellationToken> done) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _cancellation = new();
    private readonly Queue<SpecializedDims> _waiting = new();
    private readonly List<SpecializedDims> _ahead = [];
    private Thread? _thread;
    private bool _isWorking;
    private bool _isDisposed;

    /// <summary>Whether nothing waits and nothing is under way.</summary>
    public bool IsIdle
    {
        get
        {
            lock (_gate)
            {
                return !_isWorking;
            }
        }
    }

    /// <summary>Adds lengths; false when as many wait as may, or after disposal.</summary>
    public bool TryAdd(SpecializedDims dims, int limit)
    {
        lock (_gate)
        {
            if (_isDisposed || _waiting.Count >= limit)
            {
                return false;
            }

            if (dims.IsAhead)
            {
                _ahead.Add(dims);
            }
            else
            {
                _waiting.Enqueue(dims);
            }

            if (!_isWorking)
            {
                _isWorking = true;
                _thread = new Thread(Work) { IsBackground = true, Name = name, Priority = ThreadPriority.BelowNormal };
                _thread.Start();
            }

            return true;
        }
    }

    /// <summary>Puts lengths that no run had asked for among those that runs ask for.</summary>
    public void Hurry(SpecializedDims dims)
    {
        lock (_gate)
        {
            if (_ahead.Remove(dims))
            {
                _waiting.Enqueue(dims);
            }
        }
    }

    /// <summary>Cancels the work under way, waits for its end, and gives what waited to the caller.</summary>
    public IReadOnlyList<SpecializedDims> Stop()
    {
        Thread? thread;
        SpecializedDims[] waiting;
        lock (_gate)
        {
            _isDisposed = true;
            thread = _thread;
            waiting = [.. _waiting, .. _ahead];
            _waiting.Clear();
            _ahead.Clear();
        }

        _cancellation.Cancel();
        if (thread != Thread.CurrentThread)
        {
            thread?.Join();
        }

        return waiting;
    }

    public void Dispose()
    {
        Stop();
        _cancellation.Dispose();
    }

    private void Work()
    {
        bool isDone = false;
        while (true)
        {
            SpecializedDims? next;
            lock (_gate)
            {
                next = TakeNext();
                if (next is null && isDone)
                {
                    _isWorking = false;
                    return;
                }
            }

            isDone = next is null;
            if (next is null)
            {
                done(_cancellation.Token);
            }
            else
            {
                work(next, _cancellation.Token);
            }
        }
    }

    private SpecializedDims? TakeNext()
    {
        if (_waiting.TryDequeue(out SpecializedDims? next))
        {
            return next;
        }

        next = _ahead.FirstOrDefault();
        _ = next is not null && _ahead.Remove(next);
        return next;
    }
}
