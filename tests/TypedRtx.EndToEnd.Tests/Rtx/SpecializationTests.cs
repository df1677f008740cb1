using TypedRtx.TestKit;

namespace TypedRtx.EndToEnd.Tests.Rtx;

/// <summary>Models that are specialised in contexts of their own while they run.</summary>
[Collection(RtxProject.Name)]
public sealed class SpecializationTests(RtxProject project)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public void Lengths_that_come_back_are_answered_by_a_context_of_theirs()
    {
        using DoubleMachine machine = NewMachine();
        using (TypedModel model = project.Open("Chat", machine.Named))
        {
            AssertRuns("Chat", model, 2);
            AssertRuns("Chat", model, 2);
            Assert.Equal(SpecializationState.Seen, Assert.Single(model.Specializations).State);
            AssertRuns("Chat", model, 2);
            DimsSpecialization settled = WaitFor(SpecializationState.Specialized, model);

            Assert.Equal([2], settled.Dims);
            Assert.NotEqual(0, settled.ByteLength);
            Assert.True(settled.SpecializedTime < settled.GeneralTime);
            Assert.Equal(2, machine.Double.Live("VExecutionContext"));
            Assert.Equal(1, machine.Double.Live("VCudaEngine"));
            AssertRuns("Chat", model, 2);
            AssertRuns("Chat", model, 5);
        }

        machine.Double.AssertClean();
        Assert.Empty(machine.Logged("Warning"));
    }

    [Fact]
    public void Context_that_is_no_faster_is_freed()
    {
        using DoubleMachine machine = new() { SpecializedWins = false };
        using (TypedModel model = project.Open("Chat", machine.Named))
        {
            Run("Chat", model, 2, times: 3);
            WaitFor(SpecializationState.General, model);
            Assert.True(SpinWait.SpinUntil(() => machine.Double.Live("VExecutionContext") == 1, Patience), "The context stays.");
            AssertRuns("Chat", model, 2);
        }

        machine.Double.AssertClean();
    }

    [Fact]
    public void Failure_in_the_new_context_is_logged_once_and_harms_nothing()
    {
        using DoubleMachine machine = NewMachine();
        using (TypedModel model = project.Open("Chat", machine.Named))
        {
            machine.Double.Fail("VCudaEngine.createExecutionContextWithRuntimeConfig", RtxDoubleFailure.OutOfMemory, nth: 0);
            Run("Chat", model, 2, times: 3);
            WaitFor(SpecializationState.Failed, model);
            Run("Chat", model, 3, times: 3);
            WaitFor(SpecializationState.Failed, model);
            AssertRuns("Chat", model, 2);
        }

        Assert.Contains("no session for batch = 2", Assert.Single(machine.Logged("Warning")), StringComparison.Ordinal);
        machine.Double.AssertClean();
    }

    [Fact]
    public void Model_disposed_while_it_is_specialised_leaves_nothing()
    {
        using DoubleMachine machine = NewMachine();
        TypedModel model = project.Open("Chat", machine.Named);
        AssertRuns("Chat", model, 2);
        machine.Double.Fail("VCudaEngine.createExecutionContextWithRuntimeConfig", RtxDoubleFailure.Hang);
        Run("Chat", model, 2, times: 2);
        Assert.True(machine.Double.WaitForHang(Patience));
        AssertRuns("Chat", model, 2);

        Thread disposal = new(model.Dispose);
        disposal.Start();
        machine.Double.Release();
        Assert.True(disposal.Join(Patience), "Disposal does not end.");
        machine.Double.AssertClean();
        Assert.Empty(machine.Logged("Warning"));
    }

    [Fact]
    public void Contexts_stay_within_the_budget()
    {
        using DoubleMachine machine = NewMachine();
        long size;
        using (TypedModel model = project.Open("Chat", machine.Named))
        {
            Run("Chat", model, 2, times: 3);
            size = WaitFor(SpecializationState.Specialized, model).ByteLength;
        }

        using (TypedModel model = project.Open("Chat", machine.Named with { MemoryBudget = size * 3 / 2 }))
        {
            Run("Chat", model, 2, times: 3);
            WaitFor(SpecializationState.Specialized, model);
            Run("Chat", model, 3, times: 3);
            WaitFor(SpecializationState.Specialized, model);

            Assert.Equal([SpecializationState.Specialized, SpecializationState.Evicted], model.Specializations.Select(known => known.State));
            Assert.True(SpinWait.SpinUntil(() => machine.Double.Live("VExecutionContext") == 2, Patience), "The evicted context stays.");
            AssertRuns("Chat", model, 2);
        }

        machine.Double.AssertClean();
    }

    [Fact]
    public void Eager_answers_the_first_run_from_a_context_of_its_lengths()
    {
        using DoubleMachine machine = NewMachine();
        using (TypedModel model = project.Open("Chat", machine.Named with { Specialization = Specialization.Eager }))
        {
            long before = machine.Double.CallCount("compile");
            AssertRuns("Chat", model, 2);
            Assert.Equal(before + 1, machine.Double.CallCount("compile"));
            Assert.Equal(SpecializationState.Specialized, Assert.Single(model.Specializations).State);
        }

        machine.Double.AssertClean();
    }

    [Theory]
    [InlineData(Specialization.None, false, 0)]
    [InlineData(Specialization.None, true, 0)]
    [InlineData(Specialization.Lazy, true, 1)]
    [InlineData(Specialization.Eager, true, 1)]
    public void Without_contexts_for_lengths_the_library_does_what_options_say(Specialization specialization, bool inLibrary, int compiled)
    {
        using DoubleMachine machine = NewMachine();
        ModelOptions options = machine.Named with { Specialization = specialization, SpecializesInLibrary = inLibrary };
        using (TypedModel model = project.Open("Chat", options))
        {
            long before = machine.Double.CallCount("compile");
            Run("Chat", model, 2, times: 8);
            Assert.Empty(model.Specializations);
            Assert.Equal(compiled, machine.Double.CallCount("compile") - before);
            Assert.Equal(1, machine.Double.Live("VExecutionContext"));
        }

        machine.Double.AssertClean();
    }

    [Fact]
    public async Task Warming_has_the_first_run_answered_by_a_context_of_its_lengths()
    {
        using DoubleMachine machine = NewMachine();
        using (TypedModel model = project.Open("Chat", machine.Named))
        {
            await (Task)project.Call("WarmChat", model, 2);
            Assert.Equal(SpecializationState.Specialized, Assert.Single(model.Specializations).State);
            AssertRuns("Chat", model, 2);
            Assert.Equal(2, machine.Double.Live("VExecutionContext"));
        }

        machine.Double.AssertClean();
    }

    [Fact]
    public void Wider_engine_specialises_anew()
    {
        using DoubleMachine machine = NewMachine();
        using (TypedModel model = project.Open("Sum", machine.Named))
        {
            Run("Sum", model, 2, times: 3);
            WaitFor(SpecializationState.Specialized, model);
            AssertRuns("Sum", model, 60);
            Assert.DoesNotContain(model.Specializations, known => known.State == SpecializationState.Specialized);
            Assert.Equal(1, machine.Double.Live("VExecutionContext"));

            Run("Sum", model, 2, times: 3);
            WaitFor(SpecializationState.Specialized, model);
            AssertRuns("Sum", model, 2);
        }

        machine.Double.AssertClean();
        Assert.Empty(machine.Logged("Warning"));
    }

    [Fact]
    public async Task Warming_has_an_engine_built_where_there_is_none_for_the_lengths()
    {
        using DoubleMachine machine = NewMachine();
        using (TypedModel model = project.Open("Sum", machine.Named))
        {
            await (Task)project.Call("WarmSum", model, 2);
            Assert.Equal(SpecializationState.Specialized, Assert.Single(model.Specializations).State);
            await (Task)project.Call("WarmSum", model, 60);
            Assert.Equal([60], Assert.Single(model.Specializations).Dims);
            AssertRuns("Sum", model, 60);
        }

        machine.Double.AssertClean();
    }

    [Fact]
    public async Task Threads_that_run_while_engines_and_contexts_come_and_go_are_answered_right()
    {
        using DoubleMachine machine = NewMachine();
        using (TypedModel model = project.Open("Sum", machine.Named with { MaxConcurrency = 3, MemoryBudget = 2000 }))
        {
            await Task.WhenAll(Enumerable.Range(0, 3).Select(thread => Task.Run(() =>
            {
                Random random = new(thread);
                for (int i = 0; i < 150; i++)
                {
                    AssertRuns("Sum", model, random.Next(1, i < 50 ? 4 : 40));
                }
            })));
        }

        machine.Double.AssertClean();
        Assert.Empty(machine.Logged("Warning"));
    }

    // Whatever the machine does besides, which decides what is measured.
    private static DoubleMachine NewMachine() => new() { SpecializedWins = true };

    private static DimsSpecialization WaitFor(SpecializationState state, TypedModel model)
    {
        Assert.True(
            SpinWait.SpinUntil(() => model.Specializations[0].State == state, Patience),
            $"The lengths are {model.Specializations[0].State} and not {state}.");
        return model.Specializations[0];
    }

    private void Run(string kind, TypedModel model, int batch, int times)
    {
        for (int i = 0; i < times; i++)
        {
            AssertRuns(kind, model, batch);
        }
    }

    private void AssertRuns(string kind, TypedModel model, int batch) =>
        Assert.Equal([.. Enumerable.Range(1, batch * 3).Select(i => i * 11f)], project.Run(kind, model, batch));
}
