using System.Collections.Concurrent;

namespace TypedRtx.Cuda;

/// <summary>
/// Lets runs on a GPU go on side by side, and a recording of one go on alone: work that is queued beside a recording may spoil both.
/// </summary>
/// <remarks>
/// A recording that waits keeps later runs out, so that it begins when those under way have ended. A thread enters once: neither nests.
/// </remarks>
internal sealed class RunGate
{
    // The sign says that a recording is under way or waits; the rest counts runs, and for moments those that wait.
    private const int Recording = int.MinValue;

    // Static state: libraries record for the whole process, whichever backend asked them to.
    private static readonly ConcurrentDictionary<(nint Driver, int Ordinal), RunGate> Gates = new();

    private readonly Lock _recordings = new();
    private readonly object _changes = new();
    private bool _isClosed;
    private int _state;

    /// <summary>Held by what waits for the whole GPU, which no recording survives, and by recordings before they keep runs out.</summary>
    public Lock Opening { get; } = new();

    /// <summary>The gate of a GPU.</summary>
    public static RunGate Of(CudaDevice device) => Gates.GetOrAdd((device.Library.Identity, device.Ordinal), static _ => new RunGate());

    /// <summary>Begins a run, after a recording that is under way or waits.</summary>
    public void EnterRun()
    {
        while (Interlocked.Increment(ref _state) <= 0)
        {
            ExitRun();
            lock (_changes)
            {
                while (_isClosed)
                {
                    Monitor.Wait(_changes);
                }
            }
        }
    }

    /// <summary>Ends a run.</summary>
    public void ExitRun()
    {
        if (Interlocked.Decrement(ref _state) == Recording)
        {
            lock (_changes)
            {
                Monitor.PulseAll(_changes);
            }
        }
    }

    /// <summary>Begins a recording, after the runs and the recordings that are under way.</summary>
    public void EnterRecording()
    {
        _recordings.Enter();
        lock (_changes)
        {
            _isClosed = true;
            Interlocked.Add(ref _state, Recording);
            while (Volatile.Read(ref _state) != Recording)
            {
                Monitor.Wait(_changes);
            }
        }
    }

    /// <summary>Ends a recording, on the thread that began it.</summary>
    public void ExitRecording()
    {
        lock (_changes)
        {
            Interlocked.Add(ref _state, Recording);
            _isClosed = false;
            Monitor.PulseAll(_changes);
        }

        _recordings.Exit();
    }
}
