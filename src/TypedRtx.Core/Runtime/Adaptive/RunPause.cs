namespace TypedRtx.Runtime.Adaptive;

/// <summary>
/// Keeps runs out for moments, in which two sessions are timed. One long run in a thousand is felt less than many that share the device.
/// </summary>
internal sealed class RunPause
{
    // Whoever waits for longer than this goes on beside what it waits for.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private readonly object _changes = new();
    private bool _isOn;
    private int _runs;

    /// <summary>Begins a run, after a pause that there is.</summary>
    public void EnterRun()
    {
        while (true)
        {
            Interlocked.Increment(ref _runs);
            if (!Volatile.Read(ref _isOn))
            {
                return;
            }

            ExitRun();
            lock (_changes)
            {
                if (_isOn && !Monitor.Wait(_changes, LongestWait))
                {
                    // Another model's session compiles meanwhile, say.
                    Interlocked.Increment(ref _runs);
                    return;
                }
            }
        }
    }

    /// <summary>Ends a run.</summary>
    public void ExitRun() => Interlocked.Decrement(ref _runs);

    /// <summary>Begins a pause, after the runs that are under way. One at a time.</summary>
    public void Begin()
    {
        Interlocked.Exchange(ref _isOn, true);
        SpinWait.SpinUntil(() => Volatile.Read(ref _runs) == 0, LongestWait);
    }

    /// <summary>Ends a pause.</summary>
    public void End()
    {
        lock (_changes)
        {
            _isOn = false;
            Monitor.PulseAll(_changes);
        }
    }
}
