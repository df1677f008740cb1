using TypedRtx.Backends;
using TypedRtx.Cuda;
using TypedRtx.TestKit;

namespace TypedRtx.TensorRtRtx.Tests;

/// <summary>Runs while another context of the GPU compiles or records.</summary>
public sealed class CaptureGateTests : DoubleTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(50);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Run_goes_on_in_a_context_that_records_nothing(bool isSpecialized)
    {
        using RunningModel model = Open(RunningModel.Add(), "n=1..4..8");
        using RtxSession specialized = model.Specialize();
        RtxSession session = isSpecialized ? specialized : model.Session;
        RunOnce(model.Session);
        long contexts = Double.Live("VExecutionContext");
        using BoundRun run = new(session);
        HoldWhile(session.Engine.CaptureGate, () => run.Check(binding => binding.Run(CancellationToken.None)));
        Assert.Equal(contexts + 1, Double.Live("VExecutionContext"));
        Assert.Equal(1, model.Session.StepContexts.Count);

        run.Check(binding => binding.Run(CancellationToken.None));
        run.Check(binding => binding.Run(CancellationToken.None));
        run.Check(binding => binding.Run(CancellationToken.None));
        HoldWhile(session.Engine.CaptureGate, () => run.Check(binding => binding.Run(CancellationToken.None)));
        Assert.Equal(contexts + 1, Double.Live("VExecutionContext"));
    }

    [Fact]
    public void Bindings_of_two_sessions_are_told_apart_in_a_context_that_both_run_in()
    {
        using RunningModel model = Open(RunningModel.Add(), "n=1..4..8");
        using RtxSession specialized = model.Specialize();
        RunOnce(model.Session);
        using BoundRun first = new(model.Session, 1, 2, 3);
        using BoundRun second = new(specialized, 5, 6, 7, 8, 9);
        HoldWhile(model.Session.Engine.CaptureGate, () =>
        {
            first.Check(binding => binding.Run(CancellationToken.None));
            second.Check(binding => binding.Run(CancellationToken.None));
            first.Check(binding => binding.Run(CancellationToken.None));
        });

        Assert.Equal(1, model.Session.StepContexts.Count);
    }

    [Fact]
    public void Run_that_is_to_make_later_ones_fast_waits()
    {
        using RunningModel model = Open(RunningModel.Add(), "n=1..4..8");
        using BoundRun run = new(model.Session);
        Thread prepares = new(() => run.Check(binding => binding.Prepare(CancellationToken.None)));
        HoldWhile(model.Session.Engine.CaptureGate, () =>
        {
            prepares.Start();
            Assert.False(prepares.Join(Moment), "It did not wait.");
        });

        Assert.True(prepares.Join(Patience));
        Assert.Equal(0, model.Session.StepContexts.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void First_run_of_all_waits_for_who_compiles(bool isStep)
    {
        using RunningModel model = Open(RunningModel.Add(), "n=1..4..8");
        using BoundRun run = new(model.Session, isStep);
        Thread runs = new(() => run.Check(binding => binding.Run(CancellationToken.None)));
        HoldWhile(model.Session.Engine.CaptureGate, () =>
        {
            runs.Start();
            Assert.False(runs.Join(Moment), "It did not wait.");
        });

        Assert.True(runs.Join(Patience));
        HoldWhile(model.Session.Engine.CaptureGate, () => run.Check(binding => binding.Run(CancellationToken.None)));
    }

    [Fact]
    public void Session_for_lengths_is_made_when_nobody_compiles()
    {
        using RunningModel model = Open(RunningModel.Add(), "n=1..4..8");
        RtxSession? specialized = null;
        Thread makes = new(() => specialized = model.Specialize());
        HoldWhile(model.Session.Engine.CaptureGate, () =>
        {
            makes.Start();
            Assert.False(makes.Join(Moment), "It did not wait.");
        });

        Assert.True(makes.Join(Patience));
        specialized!.Dispose();
    }

    [Fact]
    public void Run_waits_for_a_recording()
    {
        using RunningModel model = Open(RunningModel.Add(), "n=1..4..8");
        using BoundRun run = new(model.Session);
        Thread runs = new(() => run.Check(binding => binding.Run(CancellationToken.None)));
        CaptureGate gate = model.Session.Engine.CaptureGate;
        gate.Enter(isLong: false);
        runs.Start();
        gate.Exit();

        Assert.True(runs.Join(Patience));
    }

    [Fact]
    public void Run_that_fails_while_it_is_recorded_is_run_again_without_and_later_ones_too()
    {
        using RunningModel model = Open(RunningModel.Add(), "n=1..4..8");
        using BoundRun run = new(model.Session);
        run.Check(binding => binding.Run(CancellationToken.None));
        Double.Fail("VExecutionContext.enqueueV3", RtxDoubleFailure.OutOfMemory);
        run.Check(binding => binding.Run(CancellationToken.None));
        Assert.True(model.Session.RecordsNoMore);
        Assert.Equal((0, 1), (model.Session.Contexts.Count, model.Session.StepContexts.Count));

        run.Check(binding => binding.Run(CancellationToken.None));
        Assert.Equal((0, 1), (model.Session.Contexts.Count, model.Session.StepContexts.Count));
    }

    [Fact]
    public void Run_that_fails_in_a_session_for_lengths_is_for_the_general_one()
    {
        using RunningModel model = Open(RunningModel.Add(), "n=1..4..8");
        using RtxSession specialized = model.Specialize();
        using BoundRun run = new(specialized);
        Double.Fail("VExecutionContext.enqueueV3", RtxDoubleFailure.OutOfMemory);

        Assert.Throws<InferenceException>(() => run.Check(binding => binding.Run(CancellationToken.None)));
        Assert.False(specialized.RecordsNoMore);
    }

    private static void RunOnce(RtxSession session)
    {
        using BoundRun run = new(session);
        run.Check(binding => binding.Run(CancellationToken.None));
    }

    private static void HoldWhile(CaptureGate gate, Action work)
    {
        using ManualResetEventSlim isHeld = new();
        using ManualResetEventSlim isDone = new();
        Thread holds = new(() =>
        {
            gate.Enter(isLong: true);
            isHeld.Set();
            isDone.Wait(Patience);
            gate.Exit();
        });
        holds.Start();
        isHeld.Wait(Patience);
        try
        {
            work();
        }
        finally
        {
            isDone.Set();
            holds.Join(Patience);
        }
    }

    /// <summary>A run of a + a on the GPU.</summary>
    private sealed class BoundRun : IDisposable
    {
        private readonly float[] _values;
        private readonly ISessionBinding _binding;
        private readonly TensorMemory _input;
        private readonly TensorMemory _output;

        public BoundRun(RtxSession session, params float[] values)
            : this(session, isStep: false, values)
        {
        }

        public BoundRun(RtxSession session, bool isStep, params float[] values)
        {
            _values = values is [] ? [1, 2, 3] : values;
            _binding = isStep ? session.CreateStepBinding() : session.CreateBinding();
            _input = session.Allocate(MemoryKind.Device, _values.Length * sizeof(float));
            _output = session.Allocate(MemoryKind.Device, _values.Length * sizeof(float));
            _input.Write(0, System.Runtime.InteropServices.MemoryMarshal.AsBytes(_values.AsSpan()));
            _binding.SetInput(0, _input, [_values.Length]);
            _binding.SetInput(1, _input, [_values.Length]);
            _binding.SetOutput(0, _output, [_values.Length]);
        }

        public void Check(Action<ISessionBinding> run)
        {
            _output.Clear();
            run(_binding);
            Assert.Equal([.. _values.Select(value => 2 * value)], RunningModel.Floats(_output, _values.Length));
        }

        public void Dispose()
        {
            _binding.Dispose();
            _input.Dispose();
            _output.Dispose();
        }
    }
}
