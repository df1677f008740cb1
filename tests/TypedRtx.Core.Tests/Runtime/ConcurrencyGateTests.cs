using TypedRtx.Runtime;

namespace TypedRtx.Tests.Runtime;

public sealed class ConcurrencyGateTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Cancelled_token_does_not_enter_even_when_free()
    {
        ConcurrencyGate gate = new(1);

        Assert.ThrowsAny<OperationCanceledException>(() => gate.Enter(new CancellationToken(canceled: true)));
        gate.Enter(Cancellation);
        gate.Exit();
    }

    [Fact]
    public async Task Waiter_that_gives_up_leaves_the_gate_as_it_was()
    {
        ConcurrencyGate gate = new(1);
        gate.Enter(Cancellation);
        using CancellationTokenSource source = new();
        Task waiter = gate.EnterAsync(source.Token).AsTask();
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiter);
        gate.Exit();
        await gate.EnterAsync(Cancellation);
        Task second = gate.EnterAsync(Cancellation).AsTask();
        Assert.False(second.IsCompleted);
        gate.Exit();
        await second;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Cancellation_races_neither_lose_nor_invent_places(int limit)
    {
        ConcurrencyGate gate = new(limit);
        int inside = 0;
        int most = 0;
        int cancelled = 0;
        CancellationTokenSource[] sources = [.. Enumerable.Range(0, 8).Select(_ => new CancellationTokenSource())];

        // Whoever leaves cancels another's wait in the same moment, so that release and cancellation meet.
        Task[] workers = [.. Enumerable.Range(0, sources.Length).Select(worker => Task.Run(async () =>
        {
            Random random = new(worker);
            for (int i = 0; i < 20000; i++)
            {
                CancellationTokenSource source = new();
                Volatile.Write(ref sources[worker], source);
                try
                {
                    if (random.Next(4) == 0)
                    {
                        gate.Enter(source.Token);
                    }
                    else
                    {
                        await gate.EnterAsync(source.Token);
                    }

                    InterlockedMax(ref most, Interlocked.Increment(ref inside));
                    await Task.Yield();
                    Interlocked.Decrement(ref inside);
                    Task cancelling = Volatile.Read(ref sources[random.Next(sources.Length)]).CancelAsync();
                    gate.Exit();
                    await cancelling;
                }
                catch (OperationCanceledException)
                {
                    Interlocked.Increment(ref cancelled);
                }
            }
        }, Cancellation))];
        await Task.WhenAll(workers);

        Assert.InRange(most, 1, limit);
        Assert.True(cancelled > 0, "No wait was cancelled, so nothing was tested.");
        for (int i = 0; i < limit; i++)
        {
            Assert.True(gate.EnterAsync(Cancellation).IsCompleted, "A place was lost.");
        }

        ValueTask beyond = gate.EnterAsync(Cancellation);
        Assert.False(beyond.IsCompleted, "A place was invented.");
        gate.Exit();
        await beyond;
    }

    private static void InterlockedMax(ref int most, int value)
    {
        int seen;
        while (value > (seen = Volatile.Read(ref most)) && Interlocked.CompareExchange(ref most, value, seen) != seen)
        {
        }
    }
}
