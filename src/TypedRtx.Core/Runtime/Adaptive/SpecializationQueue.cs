namespace TypedRtx.Runtime.Adaptive;

/// <summary>Lengths that wait for a session, and the one thread that opens them; it ends when none wait.</summary>
/// <param name="name">What the thread is called.</param>
/// <param name="work">Opens a session; throws nothing.</param>
internal sealed class SpecializationQueue(string name, Action<SpecializedDims, CancellationToken> work) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _cancellation = new();
    private readonly Queue<SpecializedDims> _waiting = new();
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

            _waiting.Enqueue(dims);
            if (!_isWorking)
            {
                _isWorking = true;
                _thread = new Thread(Work) { IsBackground = true, Name = name, Priority = ThreadPriority.BelowNormal };
                _thread.Start();
            }

            return true;
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
            waiting = [.. _waiting];
            _waiting.Clear();
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
        while (true)
        {
            SpecializedDims? next;
            lock (_gate)
            {
                if (!_waiting.TryDequeue(out next))
                {
                    _isWorking = false;
                    return;
                }
            }

            work(next, _cancellation.Token);
        }
    }
}
