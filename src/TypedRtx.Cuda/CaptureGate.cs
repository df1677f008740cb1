namespace TypedRtx.Cuda;

/// <summary>What is held while work on a GPU may be recorded as a graph: one at a time.</summary>
internal sealed class CaptureGate
{
    // Recordings take milliseconds.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);

    private readonly Lock _lock = new();
    private volatile bool _isLong;

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

    /// <summary>Lets go of it.</summary>
    public void Exit()
    {
        _isLong = false;
        _lock.Exit();
    }
}
