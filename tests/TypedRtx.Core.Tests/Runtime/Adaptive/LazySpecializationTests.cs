using TypedRtx.Backends;
using TypedRtx.Runtime;
using TypedRtx.TestKit;

namespace TypedRtx.Tests.Runtime.Adaptive;

public sealed class LazySpecializationTests
{
    private static readonly TimeSpan General = TimeSpan.FromMilliseconds(2);

    [Fact]
    public void Third_run_of_the_same_lengths_has_a_session_opened_that_answers_later_ones()
    {
        using AdaptiveModel model = new();
        model.Run(2);
        model.Run(3);
        model.Run(2);
        Assert.Equal("2x1 Seen, 3x1 Seen", model.States);

        model.Run(2);
        model.Wait();
        int before = model.RunsOf(0);
        model.Run(2);
        model.Run(2);

        Assert.Equal(["2x1"], model.Backend.Opened);
        Assert.Equal("2x1 Specialized, 3x1 Seen", model.States);
        Assert.Equal(before + 2, model.RunsOf(0));
    }

    [Fact]
    public void Lengths_without_a_session_go_on_in_the_general_one()
    {
        using AdaptiveModel model = new();
        model.Settle(2);
        int before = model.RunsOf(0);
        model.Run(7);

        Assert.Equal(before, model.RunsOf(0));
    }

    [Fact]
    public void Runs_go_on_while_a_session_is_opened()
    {
        using AdaptiveModel model = new();
        model.Backend.Gate.Reset();
        for (int i = 0; i < 10; i++)
        {
            model.Run(2);
        }

        Assert.Equal("2x1 Pending", model.States);
        model.Backend.Gate.Set();
        model.Wait();
        Assert.Equal("2x1 Specialized", model.States);
    }

    [Fact]
    public void Session_that_is_no_faster_is_freed_and_not_opened_again()
    {
        using AdaptiveModel model = new() { Times = new(General, General * 0.995) };
        model.Settle(2);
        model.Settle(2);

        Assert.Equal("2x1 General", model.States);
        Assert.True(Assert.Single(model.Backend.Sessions).IsDisposed);
    }

    [Fact]
    public void Times_of_both_candidates_are_told()
    {
        using AdaptiveModel model = new();
        model.Settle(2);

        DimsSpecialization known = Assert.Single(model.Model.Specializations);
        Assert.Equal((General, General / 2, 100L), (known.GeneralTime, known.SpecializedTime, known.ByteLength));
        Assert.Contains(
            model.Logger.Lines,
            line => line.StartsWith("Information Any on CPU: a session for a = 2, b = 1 answers, ", StringComparison.Ordinal)
                && line.EndsWith("1.000 ms a run specialised, 2.000 ms general.", StringComparison.Ordinal));
    }

    [Fact]
    public void Comparison_uses_the_inputs_of_the_run()
    {
        List<float> seen = [];
        FakeKernel kernel = (binding, token) =>
        {
            lock (seen)
            {
                seen.Add(binding.Input<float>(0)[^1]);
            }

            Kernels.Double(binding, token);
        };
        using AdaptiveModel model = new() { Backend = new AdaptiveBackend { Kernel = kernel } };
        model.Settle(2);

        Assert.All(seen, value => Assert.Equal(3, value));
        Assert.True(seen.Count > 3);
    }

    [Fact]
    public void Several_useless_sessions_in_a_row_are_the_last()
    {
        using AdaptiveModel model = new() { Times = new(General, General) };
        for (int a = 1; a < 9; a++)
        {
            model.Settle(a);
        }

        Assert.Equal(model.Limits.Losses, model.Backend.Sessions.Count);
    }

    [Fact]
    public void Bound_memory_moves_with_the_swap()
    {
        using AdaptiveModel model = new();
        using AnyModel.Binding binding = model.Model.Bind(2, 1);
        for (int i = 1; i < 6; i++)
        {
            binding.In<float>()[1] = i;
            binding.Run(TestContext.Current.CancellationToken);
            Assert.Equal(2 * i, binding.Out<float>()[1, 0]);
            model.Wait();
        }

        Assert.Equal("2x1 Specialized", model.States);
    }

    [Fact]
    public void Runs_in_a_specialised_session_allocate_nothing()
    {
        using AdaptiveModel model = new();
        model.Settle(2);
        float[,] x = new float[2, 1];

        Assert.Equal(0, Allocations.Of(() => model.Model.Run<float>(x).Dispose()));
    }

    [Fact]
    public void Runs_in_the_general_session_allocate_nothing_after_it_won()
    {
        using AdaptiveModel model = new() { Times = new(General, General) };
        model.Settle(2);
        float[,] x = new float[2, 1];

        Assert.Equal(0, Allocations.Of(() => model.Model.Run<float>(x).Dispose()));
    }

    [Theory]
    [InlineData(Specialization.None, true, "a")]
    [InlineData(Specialization.Lazy, false, "a")]
    [InlineData(Specialization.Lazy, true, "4")]
    public void Session_stands_alone_where_nothing_is_specialised(Specialization specialization, bool isWorthIt, string length)
    {
        using AdaptiveModel model = new()
        {
            Specialization = specialization,
            Backend = new AdaptiveBackend { IsWorthIt = isWorthIt },
            Lines = [$"input \"x\" float32[{length}, 1]", $"output \"y\" float32[{length}, 1]"],
        };
        model.Run(4);

        Assert.Same(model.Backend.General, model.Model.Runtime.Session);
        Assert.Empty(model.Model.Specializations);
    }

    [Fact]
    public void Growing_state_asks_for_nothing()
    {
        using AdaptiveModel model = new()
        {
            Backend = new AdaptiveBackend { Kernel = Kernels.Append },
            Lines =
            [
                "input \"x\" float32[batch, s]",
                "input \"past\" float32[batch, p]",
                "output \"sum\" float32[batch]",
                "output \"present\" float32[batch, p + s]",
            ],
        };
        using (AnyModel.State state = model.Model.NewState(64, 1, -1, -1))
        {
            float[,] x = new float[1, 1];
            for (int i = 0; i < 32; i++)
            {
                state.Step<float>(x);
            }
        }

        Assert.Empty(model.Model.Specializations);
        Assert.Equal(1, model.Backend.General.StepBindings);
    }

    [Fact]
    public void Eight_threads_get_right_outputs_while_sessions_come_and_go()
    {
        using AdaptiveModel model = new() { Limits = new() { Bytes = 1000, Sessions = 2 } };
        _ = model.Model;
        Thread[] threads = [.. Enumerable.Range(0, 8).Select(seed => new Thread(() =>
        {
            Random random = new(seed);
            for (int i = 0; i < 2000; i++)
            {
                model.Run(random.Next(1, 6), random.Next(1, 3));
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        model.Wait();

        Assert.Equal(1, model.Backend.MostOpening);
        Assert.True(model.Backend.Sessions.Count(session => !session.IsDisposed) <= 2);
    }
}
