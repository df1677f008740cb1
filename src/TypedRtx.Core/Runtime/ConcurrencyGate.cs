using System.Diagnostics.CodeAnalysis;

namespace TypedRtx.Runtime;

/// <summary>Lets a number of runs in at once. An uncontended pass is one interlocked operation.</summary>
/// <remarks>
/// At any moment the waiters are as many as the count is below 0, plus the permits that were released and not yet taken.
/// </remarks>
[SuppressMessage(
    "Design",
    "CA1001:Types that own disposable fields should be disposable",
    Justification = "Runs may still wait when the model is disposed, and a semaphore without a wait handle holds nothing to free.")]
internal sealed class ConcurrencyGate(int limit)
{
    private readonly SemaphoreSlim _permits = new(0);
    private int _free = limit;

    public void Enter(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Interlocked.Decrement(ref _free) < 0)
        {
            Wait(cancellationToken);
        }
    }

    public async ValueTask EnterAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Interlocked.Decrement(ref _free) >= 0)
        {
            return;
        }

        bool entered = false;
        try
        {
            await _permits.WaitAsync(cancellationToken).ConfigureAwait(false);
            entered = true;
        }
        finally
        {
            if (!entered)
            {
                GiveUp();
            }
        }
    }

    public void Exit()
    {
        if (Interlocked.Increment(ref _free) <= 0)
        {
            _permits.Release();
        }
    }

    private void Wait(CancellationToken cancellationToken)
    {
        bool entered = false;
        try
        {
            _permits.Wait(cancellationToken);
            entered = true;
        }
        finally
        {
            if (!entered)
            {
                GiveUp();
            }
        }
    }

    // A count below 0 means that nobody left for this waiter yet, so it takes itself off the count. Otherwise there is a
    // permit for every waiter, there or about to be, and this one takes its own and passes it on. Counting first and
    // looking for the permit afterwards would leave one behind when its release comes in between.
    private void GiveUp()
    {
        SpinWait spin = default;
        while (true)
        {
            int free = Volatile.Read(ref _free);
            if (free < 0)
            {
                if (Interlocked.CompareExchange(ref _free, free + 1, free) == free)
                {
                    return;
                }
            }
            else if (_permits.Wait(0, CancellationToken.None))
            {
                Exit();
                return;
            }

            spin.SpinOnce();
        }
    }
}
