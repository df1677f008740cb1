using TypedRtx.Tests.Runtime.Adaptive;

namespace TypedRtx.Tests.Runtime.Learning;

/// <summary>What a start makes of what earlier ones found out.</summary>
public sealed class LearnedStartTests : IDisposable
{
    private readonly Starts _starts = new();

    [Fact]
    public void Lengths_that_gained_have_a_session_before_the_first_run()
    {
        _starts.Settle(2);
        using AdaptiveModel next = _starts.Begin();
        next.Wait();
        Assert.Equal("2x1 Specialized", next.States);

        int before = next.RunsOf(0);
        next.Run(2);
        Assert.Equal(before + 1, next.RunsOf(0));
    }

    [Fact]
    public void They_are_not_compared_again_and_are_warm()
    {
        _starts.Settle(2);
        using AdaptiveModel next = _starts.Begin();
        next.Wait();

        Assert.Equal(0, next.Comparisons);
        Assert.Equal(3, next.RunsOf(0));
        DimsSpecialization known = Assert.Single(next.Model.Specializations);
        Assert.Equal((2, 1), (known.GeneralTime!.Value.TotalMilliseconds, known.SpecializedTime!.Value.TotalMilliseconds));
    }

    [Fact]
    public void Most_used_lengths_come_first()
    {
        using (AdaptiveModel first = _starts.Begin())
        {
            Array.ForEach([2, 3, 4], first.Settle);
            for (int i = 0; i < 30; i++)
            {
                // Runs within a millisecond count once.
                long now = Environment.TickCount64;
                first.Run(3);
                SpinWait.SpinUntil(() => Environment.TickCount64 != now);
            }
        }

        Assert.StartsWith("3x1 ", _starts.Learnt, StringComparison.Ordinal);
        Assert.StartsWith("3x1 ", _starts.Watch().Opened, StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_logged()
    {
        _starts.Settle(2);
        using AdaptiveModel next = _starts.Begin();
        next.Wait();

        Assert.Contains(
            "Information Any on CPU: earlier starts ran with a = 2, b = 1: sessions for these are opened in the background, the most used first.",
            next.Logger.Lines);
    }

    [Fact]
    public void Lengths_that_did_not_gain_are_not_tried_again()
    {
        _starts.Times = new(TimeSpan.FromMilliseconds(2), TimeSpan.FromMilliseconds(2));
        _starts.Settle(2);
        using AdaptiveModel next = _starts.Begin();
        next.Wait();
        next.Settle(2);

        Assert.Empty(next.Backend.Sessions);
        Assert.Equal("2x1 General", next.States);
        Assert.Equal(2, Assert.Single(next.Model.Specializations).SpecializedTime!.Value.TotalMilliseconds);
    }

    [Fact]
    public void As_many_are_opened_ahead_as_there_may_be()
    {
        _starts.Settle(2, 3, 4, 5);
        _starts.Limits = _starts.Limits with { Sessions = 2 };

        Assert.Equal(2, _starts.Watch().Opened.Split(' ').Length);
    }

    [Fact]
    public void As_many_are_opened_ahead_as_the_budget_holds()
    {
        _starts.Settle(2, 3, 4, 5);
        _starts.Limits = _starts.Limits with { Bytes = 300 };

        Assert.Equal(3, _starts.Watch().Opened.Split(' ').Length);
    }

    [Fact]
    public void None_that_is_opened_ahead_takes_the_place_of_one_that_runs_use()
    {
        _starts.Settle(2, 3);
        _starts.Limits = _starts.Limits with { Bytes = 250 };
        using AdaptiveModel next = _starts.Begin();
        next.Backend.Gate.Reset();
        _ = next.Model;
        next.Backend.Waits.Wait(TestContext.Current.CancellationToken);
        next.Backend.ByteLength = 200;
        next.Backend.Gate.Set();
        next.Wait();

        Assert.Equal(["Seen", "Specialized"], next.Model.Specializations.Select(known => known.State.ToString()).Order());
    }

    [Fact]
    public void Those_beyond_are_opened_in_their_first_run_and_not_compared()
    {
        _starts.Settle(2, 3);
        _starts.Limits = _starts.Limits with { Sessions = 1 };
        using AdaptiveModel next = _starts.Begin();
        next.Wait();
        int other = next.Backend.Opened.Single() == "2x1" ? 3 : 2;
        next.Run(other);
        next.Wait();

        Assert.Equal(2, next.Backend.Sessions.Count);
        Assert.Equal(0, next.Comparisons);
    }

    [Fact]
    public void A_run_comes_before_what_is_opened_ahead()
    {
        _starts.Settle(2, 3, 4);
        string[] order = _starts.Learnt.Split(' ');
        int last = order[^1][0] - '0';
        using AdaptiveModel next = _starts.Begin();
        next.Backend.Gate.Reset();
        _ = next.Model;
        next.Backend.Waits.Wait(TestContext.Current.CancellationToken);
        Assert.True(SpinWait.SpinUntil(() => next.Model.Specializations.Count(known => known.State == SpecializationState.Pending) == 3, 10_000));
        next.Run(last);
        next.Backend.Gate.Set();
        next.Wait();

        Assert.Equal([order[0], order[2], order[1]], next.Backend.Opened);
    }

    [Fact]
    public void Eager_waits_for_what_is_opened_ahead()
    {
        _starts.Settle(2);
        using AdaptiveModel next = _starts.Begin(specialization: Specialization.Eager);
        next.Backend.Gate.Reset();
        _ = next.Model;
        next.Backend.Waits.Wait(TestContext.Current.CancellationToken);
        using Timer gate = new(_ => next.Backend.Gate.Set(), null, 20, Timeout.Infinite);
        next.Run(2);

        Assert.Equal("2x1 Specialized", next.States);
        Assert.Equal(0, next.Backend.General.Engine.Runs);
    }

    [Fact]
    public void A_session_that_fails_is_forgotten()
    {
        _starts.Settle(2);
        AdaptiveBackend broken = new() { Failure = _ => new InferenceException("out of memory") };
        Assert.Equal("2x1 Failed", _starts.Watch(broken).States);

        Assert.Equal("", _starts.Watch().Opened);
    }

    [Fact]
    public async Task Lengths_warmed_by_hand_are_learnt()
    {
        using (AdaptiveModel first = _starts.Begin())
        {
            await first.WarmAsync(2, 1);
        }

        Assert.Equal("2x1", _starts.Watch().Opened);
    }

    [Fact]
    public void Start_that_does_not_end_well_has_kept_it_too()
    {
        using AdaptiveModel first = _starts.Begin();
        first.Settle(2);

        Assert.Equal("2x1", _starts.Watch().Opened);
    }

    [Fact]
    public void Starts_at_the_same_time_keep_what_both_found_out()
    {
        using (AdaptiveModel one = _starts.Begin())
        using (AdaptiveModel two = _starts.Begin())
        {
            one.Settle(2);
            two.Settle(3);
        }

        Assert.Equal(["2x1", "3x1"], _starts.Learnt.Split(' ').Order());
    }

    public void Dispose() => _starts.Dispose();
}
