using System.Diagnostics.Metrics;
using TypedRtx.Backends;
using TypedRtx.Runtime;

namespace TypedRtx.Tests.Runtime.Adaptive;

public sealed class WarmTests
{
    [Fact]
    public async Task Warming_has_a_session_opened_before_the_first_run()
    {
        using AdaptiveModel model = new();
        await model.WarmAsync(2, 1);
        int before = model.RunsOf(0);
        model.Run(2);

        Assert.Equal("2x1 Specialized", model.States);
        Assert.Equal(before + 1, model.RunsOf(0));
    }

    [Fact]
    public async Task Warming_twice_opens_one_session()
    {
        using AdaptiveModel model = new();
        await Task.WhenAll(model.WarmAsync(2, 1), model.WarmAsync(2, 1));
        await model.WarmAsync(2, 1);

        Assert.Single(model.Backend.Sessions);
    }

    [Fact]
    public async Task Warming_that_fails_is_no_exception_and_may_be_tried_again()
    {
        using AdaptiveModel model = new();
        model.Backend.Failure = _ => new InferenceException("out of memory");
        await model.WarmAsync(2, 1);
        Assert.Equal("2x1 Failed", model.States);

        model.Backend.Failure = _ => null;
        await model.WarmAsync(2, 1);
        Assert.Equal("2x1 Specialized", model.States);
    }

    [Fact]
    public async Task Warming_a_model_that_refuses_zeros_leaves_it_to_runs()
    {
        FakeKernel kernel = (binding, token) =>
        {
            if (!binding.Input<float>(0).ContainsAnyExcept(0f))
            {
                throw new InferenceException("zeros");
            }

            Kernels.Double(binding, token);
        };
        using AdaptiveModel model = new() { Backend = new AdaptiveBackend { Kernel = kernel } };
        await model.WarmAsync(2, 1);
        Assert.Equal("2x1 Seen", model.States);

        model.Settle(2);
        Assert.Equal("2x1 Specialized", model.States);
    }

    [Fact]
    public async Task Warming_where_nothing_is_specialised_does_nothing()
    {
        using AdaptiveModel model = new() { Specialization = Specialization.None };
        await model.WarmAsync(2, 1);

        Assert.Empty(model.Backend.Sessions);
    }

    [Fact]
    public async Task Warming_of_impossible_lengths_is_refused()
    {
        using AdaptiveModel model = new();

        await Assert.ThrowsAsync<TensorShapeException>(() => Task.FromResult(model.WarmAsync(-1, 1)));
    }

    [Fact]
    public async Task Giving_up_waiting_leaves_the_work()
    {
        using AdaptiveModel model = new();
        model.Backend.Gate.Reset();
        using CancellationTokenSource patience = new();
        Task waits = model.Model.Runtime.WarmAsync([2, 1], patience.Token);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waits);

        model.Backend.Gate.Set();
        await model.WarmAsync(2, 1);
        Assert.Single(model.Backend.Sessions);
    }

    [Fact]
    public void Eager_runs_the_first_time_in_a_session_of_the_lengths()
    {
        using AdaptiveModel model = new() { Specialization = Specialization.Eager };
        model.Run(2);
        model.Wait();

        Assert.Equal("2x1 Specialized", model.States);
        Assert.Equal(["2x1"], model.Backend.Opened);
        Assert.True(model.RunsOf(0) >= 1);
    }

    [Fact]
    public void Eager_falls_back_where_no_session_is_to_be_had()
    {
        using AdaptiveModel model = new() { Specialization = Specialization.Eager };
        model.Backend.Failure = _ => new InferenceException("out of memory");
        model.Run(2);
        model.Run(2);

        Assert.Equal("2x1 Failed", model.States);
    }

    [Fact]
    public void Meter_counts_runs_and_swaps()
    {
        List<string> seen = [];
        using MeterListener listener = new();
        using AdaptiveModel model = new();
        _ = model.Model;
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == ModelMetrics.MeterName)
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            lock (seen)
            {
                seen.Add(instrument.Name);
            }
        });
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) =>
        {
            lock (seen)
            {
                seen.Add(instrument.Name);
            }
        });
        listener.Start();
        model.Settle(2);
        model.Run(2);

        lock (seen)
        {
            // Other tests run models too.
            Assert.Contains("typedrtx.runs", seen);
            Assert.Contains("typedrtx.specializations", seen);
            Assert.Contains("typedrtx.swap.duration", seen);
        }
    }
}
