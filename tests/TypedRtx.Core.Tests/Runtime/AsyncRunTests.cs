using TypedRtx.Runtime;

namespace TypedRtx.Tests.Runtime;

public sealed class AsyncRunTests
{
    private static readonly string[] Doubling = ["input \"x\" float32[n]", "output \"y\" float32[n]"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Inputs_are_copied_before_the_call_returns()
    {
        using ManualResetEventSlim go = new();
        using AnyModel model = AnyModel.Open(
            (binding, token) =>
            {
                go.Wait(token);
                Kernels.Double(binding, token);
            },
            Doubling);
        float[] data = [.. Enumerable.Repeat(1f, 4096)];
        Task<float> run = model.RunAsync<float, float>(data, lease => lease.View<float>(0)[4095], Cancellation);
        Array.Clear(data);
        go.Set();

        Assert.Equal(2f, await run);
        Assert.Equal(0, model.Engine.AddressesSet);
    }

    [Fact]
    public async Task Buffers_return_to_the_pool_after_reading()
    {
        using AnyModel model = AnyModel.Open(Kernels.Double, Doubling);
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(2f * i, await model.RunAsync<float, float>((float[])[i], lease => lease.View<float>(0)[0], Cancellation));
        }

        Assert.Equal(1, model.Engine.BindingsCreated);
    }

    [Fact]
    public async Task Token_cancelled_before_gives_a_cancelled_task_and_frees_the_buffers()
    {
        using AnyModel model = AnyModel.Open(Kernels.Double, Doubling);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            model.RunAsync<float, int>((float[])[1], _ => 0, new CancellationToken(canceled: true)));
        Assert.Equal((0, 0), (model.Engine.Runs, model.Engine.BindingsAlive));
    }

    [Fact]
    public async Task Token_cancelled_while_running_reaches_the_backend_and_frees_the_place()
    {
        using CancellationTokenSource source = new();
        TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using AnyModel model = AnyModel.Open(
            (_, token) =>
            {
                started.SetResult();
                token.WaitHandle.WaitOne();
                token.ThrowIfCancellationRequested();
            },
            new ModelOptions { MaxConcurrency = 1 },
            Doubling);
        Task run = model.RunAsync<float, int>((float[])[1], _ => 0, source.Token);
        await started.Task;
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Equal(0, model.Engine.BindingsAlive);
        model.Engine.Kernel = Kernels.Double;
        Assert.Equal(2f, await model.RunAsync<float, float>((float[])[1], lease => lease.View<float>(0)[0], Cancellation));
    }

    [Fact]
    public async Task Token_cancelled_while_waiting_frees_the_buffers_and_runs_nothing()
    {
        using CancellationTokenSource source = new();
        using ManualResetEventSlim go = new();
        using AnyModel model = AnyModel.Open(
            (binding, token) =>
            {
                go.Wait(token);
                Kernels.Double(binding, token);
            },
            new ModelOptions { MaxConcurrency = 1 },
            Doubling);
        Task<float> first = model.RunAsync<float, float>((float[])[1], lease => lease.View<float>(0)[0], Cancellation);
        Task second = model.RunAsync<float, int>((float[])[1], _ => 0, source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        go.Set();

        Assert.Equal(2f, await first);
        Assert.Equal(1, model.Engine.Runs);
        Assert.Equal(1, model.Engine.BindingsAlive);
    }

    [Fact]
    public async Task Failing_run_and_failing_reader_free_the_place()
    {
        using AnyModel model = AnyModel.Open(Kernels.Double, new ModelOptions { MaxConcurrency = 1 }, Doubling);
        model.Engine.FailAt = FakeStep.Run;
        await Assert.ThrowsAsync<InferenceException>(() => model.RunAsync<float, int>((float[])[1], _ => 0, Cancellation));
        Assert.Equal(0, model.Engine.BindingsAlive);

        await Assert.ThrowsAsync<FormatException>(() =>
            model.RunAsync<float, int>((float[])[1], _ => throw new FormatException(), Cancellation));
        Assert.Equal(2f, await model.RunAsync<float, float>((float[])[1], lease => lease.View<float>(0)[0], Cancellation));
        Assert.Equal(2, model.Engine.BindingsCreated);
    }

    [Fact]
    public async Task Model_disposed_while_a_run_is_in_flight_lets_it_finish()
    {
        using ManualResetEventSlim go = new();
        AnyModel model = AnyModel.Open(
            (binding, token) =>
            {
                go.Wait(token);
                Kernels.Double(binding, token);
            },
            Doubling);
        Task<float> run = model.RunAsync<float, float>((float[])[1], lease => lease.View<float>(0)[0], Cancellation);
        model.Dispose();
        go.Set();

        Assert.Equal(2f, await run);
        Assert.Equal(0, model.Engine.BindingsAlive);
    }
}
