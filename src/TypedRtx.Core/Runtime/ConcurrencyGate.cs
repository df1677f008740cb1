namespace TypedRtx.Runtime;

/// <summary>Lets a number of runs in at once. An uncontended pass is one interlocked operation.</summary>
internal sealed class ConcurrencyGate(int limit) : IDisposable
{
    private readonly SemaphoreSlim _waiters = new(0);
    private int _free = limit;

    public void Enter(CancellationToken cancellationToken)
    {
        if (Interlocked.Decrement(ref _free) < 0)
        {
            Wait(cancellationToken);
        }
    }

    public async ValueTask EnterAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Decrement(ref _free) >= 0)
        {
            return;
        }

        try
        {
            await _waiters.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            GiveUp();
            throw;
        }
    }

    public void Exit()
    {
        if (Interlocked.Increment(ref _free) <= 0)
        {
            _waiters.Release();
        }
    }

    public void Dispose() => _waiters.Dispose();

    private void Wait(CancellationToken cancellationToken)
    {
        try
        {
            _waiters.Wait(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            GiveUp();
            throw;
        }
    }

    // The place in the queue is returned; whoever released it meanwhile left a permit behind, which is taken back.
    private void GiveUp()
    {
        if (Interlocked.Increment(ref _free) <= 0)
        {
            return;
        }

        _waiters.Wait(0, CancellationToken.None);
    }
}
