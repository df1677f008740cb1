using TypedRtx.Tests.Runtime.Adaptive;

namespace TypedRtx.Tests.Runtime.Learning;

/// <summary>Where runs feel what a session costs: it is opened ahead only where it gains as much, and not before the first run ended.</summary>
public sealed class LearntCostTests : IDisposable
{
    // 20,000 and 10,000 ticks: a run gains one millisecond.
    private const string Gains = "20000 10000 0.5";

    private readonly Starts _starts = new()
    {
        Limits = new() { Bytes = 1000, Cost = TimeSpan.FromSeconds(1), Grace = TimeSpan.Zero },
    };

    [Theory]
    [InlineData(800, 100, true)]
    [InlineData(800, 101, false)]
    [InlineData(8, 2, false)]
    public void Session_is_opened_ahead_where_it_gains_what_it_costs(int uses, int milliseconds, bool isOpened)
    {
        _starts.Replace($"2x1 {uses} {Gains} {TimeSpan.FromMilliseconds(milliseconds).Ticks} 0 100 0\n");

        Assert.Equal(isOpened ? "2x1" : "", _starts.Watch().Opened);
    }

    [Fact]
    public void Session_that_opens_faster_now_is_taken_to_cost_less()
    {
        // The fake opens in far less than an hour.
        _starts.Replace($"2x1 800 {Gains} {TimeSpan.FromMinutes(1).Ticks} {TimeSpan.FromHours(1).Ticks} 100 0\n");

        Assert.Equal("2x1", _starts.Watch().Opened);
    }

    [Fact]
    public void Session_that_opened_faster_is_remembered_so()
    {
        _starts.Replace($"2x1 800 {Gains} {TimeSpan.FromMilliseconds(100).Ticks} 0 100 0\n");
        using AdaptiveModel next = _starts.Begin();
        next.Wait();

        Assert.InRange(Assert.Single(_starts.Entries()).Opening, TimeSpan.Zero, TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void Lengths_that_were_not_compared_wait_for_runs()
    {
        _starts.Replace("2x1 800 - - - 1 1 100 0\n");

        Assert.Equal("", _starts.Watch().Opened);
    }

    [Fact]
    public void Others_wait_until_they_lost_as_much_and_are_not_compared()
    {
        _starts.Replace($"2x1 8 {Gains} {TimeSpan.FromMilliseconds(40).Ticks} 0 100 0\n");
        HandClock clock = new();
        _starts.Limits = _starts.Limits with { Clock = clock };
        AdaptiveBackend slow = new()
        {
            Kernel = (binding, token) =>
            {
                clock.Advance(TimeSpan.FromMilliseconds(15));
                Kernels.Double(binding, token);
            },
        };
        using AdaptiveModel next = _starts.Begin(slow);
        next.Wait();
        Run(next, 6);
        Assert.Equal("2x1 Seen", next.States);

        // Half of 90 ms is more than 40.
        Run(next, 1);
        next.Wait();
        Assert.Equal("2x1 Specialized", next.States);
        Assert.Equal(0, next.Comparisons);
    }

    [Fact]
    public void Nothing_is_opened_before_the_first_run_ended()
    {
        _starts.Limits = _starts.Limits with { Grace = TimeSpan.FromMinutes(1) };
        _starts.Replace($"2x1 800 {Gains} 1 0 100 0\n");
        using AdaptiveModel next = _starts.Begin();
        _ = next.Model;
        Assert.False(SpinWait.SpinUntil(() => next.Backend.Sessions.Count > 0, 50));

        next.Run(3);
        next.Wait();
        Assert.Equal(["2x1"], next.Backend.Opened);
    }

    [Fact]
    public void Model_that_never_runs_is_disposed_at_once()
    {
        _starts.Limits = _starts.Limits with { Grace = TimeSpan.FromMinutes(10) };
        AdaptiveModel next = _starts.Begin();
        _ = next.Model;
        next.Dispose();

        Assert.Empty(next.Backend.Sessions);
    }

    public void Dispose() => _starts.Dispose();

    private static void Run(AdaptiveModel model, int times)
    {
        for (int i = 0; i < times; i++)
        {
            model.Run(2);
        }
    }
}
