using System.Diagnostics;

namespace TypedRtx.Cuda;

/// <summary>What is held while work on a GPU may be recorded as a graph: one at a time.</summary>
internal sealed class CaptureGate
{
    // Recordings take milliseconds.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);

    // Recordings come together: of what a session compiled for, then of the runs that go on with it.
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(200);

    private readonly Lock _lock = new();
    private volatile bool _isLong;
    private long _lastExit;

    /// <summary>Takes it for a moment, until what is given is disposed.</summary>
    public Scope EnterScope()
    {
        Enter(isLong: false);
        return new Scope(this);
    }

    /// <summary>Takes it.</summary>
    /// <param name="isLong">Whether it may be held for longer than a recording takes, as where kernels are compiled.</param>
    public void Enter(bool isLong)
    {
        _lock.Enter();
        _isLong = isLong;
    }

    /// <summary>Takes it, unless somebody holds it for long.</summary>
    /// <param name="isLong">Whether it may be held for longer than a recording takes.</param>
    public bool TryEnter(bool isLong)
    {
        if (_isLong || !_lock.TryEnter(Patience))
        {
            return false;
        }

        _isLong = isLong;
        return true;
    }

    /// <summary>Takes it, unless somebody holds it for long and it is not to be waited for.</summary>
    /// <param name="isLong">Whether it may be held for longer than a recording takes.</param>
    /// <param name="waits">Whether to wait for who holds it.</param>
    public bool TryEnter(bool isLong, bool waits)
    {
        if (!waits)
        {
            return TryEnter(isLong);
        }

        Enter(isLong);
        return true;
    }

    /// <summary>Whether nobody holds it, nor did a moment ago.</summary>
    public bool IsAtRest
    {
        get
        {
            if (Stopwatch.GetElapsedTime(Volatile.Read(ref _lastExit)) < Rest || !_lock.TryEnter())
            {
                return false;
            }

            _lock.Exit();
            return true;
        }
    }

    /// <summary>Lets go of it.</summary>
    public void Exit()
    {
        _isLong = false;
        Volatile.Write(ref _lastExit, Stopwatch.GetTimestamp());
        _lock.Exit();
    }

    /// <summary>Holds the gate.</summary>
    public readonly ref struct Scope(CaptureGate gate)
    {
        public void Dispose() => gate.Exit();
    }
}
