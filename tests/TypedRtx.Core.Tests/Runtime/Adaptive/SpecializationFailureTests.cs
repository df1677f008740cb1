using TypedRtx.Backends;

namespace TypedRtx.Tests.Runtime.Adaptive;

public sealed class SpecializationFailureTests
{
    [Fact]
    public void Failure_to_open_is_harmless_and_logged_once()
    {
        using AdaptiveModel model = new();
        model.Backend.Failure = dims => new InferenceException($"no {dims[0]}");
        model.Settle(2);
        model.Settle(3);
        model.Settle(2);

        Assert.Equal("2x1 Failed, 3x1 Failed", model.States);
        Assert.Equal(["no 2", "no 3"], model.Model.Specializations.Select(known => known.Failure));
        Assert.Equal(
            ["Warning Any on CPU: no session for a = 2, b = 1; the general one goes on answering: no 2 More of these are logged as details."],
            model.Logger.Lines.Where(line => line.StartsWith("Warning", StringComparison.Ordinal)));
    }

    [Fact]
    public void Specialised_session_that_fails_a_run_is_replaced_within_the_run()
    {
        using AdaptiveModel model = new();
        model.Settle(2);
        model.Backend.Sessions.Single().Engine.FailAt = FakeStep.Run;
        model.Run(2);

        Assert.Equal("2x1 Failed", model.States);
    }

    [Fact]
    public void Specialised_session_without_bindings_is_replaced_before_the_run()
    {
        using AdaptiveModel model = new() { Limits = new() { Bytes = 1000, Compare = (_, _, _) => default } };
        model.Settle(2);
        model.Backend.Sessions.Single().Engine.FailAt = FakeStep.SetInput;
        model.Run(2);

        Assert.Equal("2x1 Failed", model.States);
    }

    [Fact]
    public void Failure_of_the_general_session_is_the_runs()
    {
        using AdaptiveModel model = new();
        model.Run(2);
        model.Backend.General.Engine.FailAt = FakeStep.Run;

        Assert.Throws<InferenceException>(() => model.Run(2));
    }

    [Fact]
    public void Session_over_the_budget_is_not_kept()
    {
        using AdaptiveModel model = new() { Limits = new() { Bytes = 99 } };
        model.Settle(2);

        Assert.Equal("2x1 Failed", model.States);
        Assert.Contains(model.Logger.Lines, line => line.Contains("the session holds 100 bytes", StringComparison.Ordinal));
    }

    [Fact]
    public void Sessions_not_used_for_longest_make_room()
    {
        using AdaptiveModel model = new() { Limits = new() { Bytes = 250 } };
        model.Settle(2);
        model.Settle(3);
        model.Run(2);
        for (int i = 0; i < 3; i++)
        {
            model.Settle(4);
        }

        Assert.Equal("2x1 Specialized, 3x1 Evicted, 4x1 Specialized", model.States);
        Assert.Equal([false, true, false], model.Backend.Sessions.Select(session => session.IsDisposed));
        Assert.Equal(0, model.Backend.Sessions.ElementAt(1).Engine.BindingsAlive);
    }

    [Fact]
    public void Sessions_are_as_many_as_may_be()
    {
        using AdaptiveModel model = new() { Limits = new() { Bytes = 1000, Sessions = 2 } };
        model.Settle(2);
        model.Settle(3);
        model.Settle(4);

        Assert.Equal("2x1 Evicted, 3x1 Specialized, 4x1 Specialized", model.States);
    }

    [Fact]
    public void Evicted_lengths_have_to_come_back_more_often()
    {
        using AdaptiveModel model = new() { Limits = new() { Bytes = 1000, Sessions = 1 } };
        model.Settle(2);
        model.Settle(3);
        model.Settle(2);
        Assert.Equal(2, model.Backend.Sessions.Count);

        model.Settle(2);
        Assert.Equal(3, model.Backend.Sessions.Count);
    }

    [Fact]
    public void Lengths_that_never_come_back_are_forgotten()
    {
        using AdaptiveModel model = new() { Limits = new() { Bytes = 1000, Dims = 4 } };
        for (int a = 1; a < 20; a++)
        {
            model.Run(a);
        }

        Assert.Equal("16x1 Seen, 17x1 Seen, 18x1 Seen, 19x1 Seen", model.States);
    }

    [Fact]
    public void Disposal_cancels_the_work_under_way()
    {
        AdaptiveModel model = new();
        model.Backend.Gate.Reset();
        for (int i = 0; i < 3; i++)
        {
            model.Run(2);
        }

        model.Backend.Waits.Wait(TestContext.Current.CancellationToken);
        model.Model.Dispose();

        Assert.True(model.Backend.General.IsDisposed);
        Assert.DoesNotContain(model.Logger.Lines, line => line.StartsWith("Warning", StringComparison.Ordinal));
        model.Dispose();
    }

    [Fact]
    public async Task Disposal_ends_those_who_wait()
    {
        AdaptiveModel model = new();
        model.Backend.Gate.Reset();
        Task first = model.WarmAsync(2, 1);
        Task second = model.WarmAsync(3, 1);
        model.Backend.Waits.Wait(TestContext.Current.CancellationToken);
        model.Model.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => first);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => second);
        model.Dispose();
    }
}
