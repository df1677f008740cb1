using TypedRtx.Runtime.Adaptive;

namespace TypedRtx.Tests.Runtime.Adaptive;

/// <summary>A session that costs the runs beside it is asked for once it would have saved them as much, or once nobody would feel it.</summary>
public sealed class SpecializationCostTests
{
    private static readonly TimeSpan Cost = TimeSpan.FromSeconds(1);

    private readonly HandClock _clock = new();

    [Fact]
    public void Short_runs_ask_for_nothing_before_a_tenth_of_them_is_as_long_as_a_session_costs()
    {
        using AdaptiveModel model = Open(run: Cost);
        Run(model, 10);
        Assert.Equal("2x1 Seen", model.States);

        Run(model, 1);
        model.Wait();
        Assert.Equal("2x1 Specialized", model.States);
    }

    [Fact]
    public void Long_runs_ask_from_the_third_on()
    {
        using AdaptiveModel model = Open(run: 10 * Cost);
        Run(model, 2);
        Assert.Equal("2x1 Seen", model.States);

        Run(model, 1);
        model.Wait();
        Assert.Equal("2x1 Specialized", model.States);
    }

    [Fact]
    public void Rare_runs_ask_once_ten_times_as_long_has_passed()
    {
        using AdaptiveModel model = Open(run: TimeSpan.Zero);
        Run(model, 5);
        _clock.Advance(9 * Cost);
        Run(model, 1);
        Assert.Equal("2x1 Seen", model.States);

        _clock.Advance(Cost);
        Run(model, 1);
        model.Wait();
        Assert.Equal("2x1 Specialized", model.States);
    }

    [Fact]
    public void Lengths_are_counted_each_by_itself()
    {
        using AdaptiveModel model = Open(run: 5 * Cost);
        for (int a = 1; a < 6; a++)
        {
            model.Run(a);
        }

        Assert.Empty(model.Backend.Sessions);
    }

    [Fact]
    public async Task Who_asks_for_a_session_gets_it_at_once()
    {
        using AdaptiveModel model = Open(run: TimeSpan.Zero);
        await model.WarmAsync(2, 1);
        Assert.Equal("2x1 Specialized", model.States);
    }

    private static void Run(AdaptiveModel model, int times)
    {
        for (int i = 0; i < times; i++)
        {
            model.Run(2);
        }
    }

    private AdaptiveModel Open(TimeSpan run)
    {
        AdaptiveBackend backend = new()
        {
            Kernel = (binding, token) =>
            {
                _clock.Advance(run);
                Kernels.Double(binding, token);
            },
        };
        return new AdaptiveModel { Backend = backend, Limits = new() { Bytes = 1000, Cost = Cost, Clock = _clock } };
    }
}
