using TypedRtx.Backends;
using TypedRtx.Runtime.Adaptive;
using TypedRtx.TestKit;

namespace TypedRtx.Tests.Runtime.Adaptive;

/// <summary>Runs that are kept out while two sessions are timed.</summary>
public sealed class RunPauseTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly RunPause _pause = new();

    [Fact]
    public void Pause_begins_after_the_runs_under_way()
    {
        _pause.EnterRun();
        Thread pause = Start(_pause.Begin);
        Assert.False(pause.Join(TimeSpan.FromMilliseconds(20)));

        _pause.ExitRun();
        Assert.True(pause.Join(Patience));
    }

    [Fact]
    public void Runs_wait_for_the_end_of_a_pause()
    {
        _pause.Begin();
        Thread run = Start(_pause.EnterRun);
        Assert.False(run.Join(TimeSpan.FromMilliseconds(20)));

        _pause.End();
        Assert.True(run.Join(Patience));
    }

    [Fact]
    public void Entering_allocates_nothing() => Assert.Equal(0, Allocations.Of(() =>
    {
        _pause.EnterRun();
        _pause.ExitRun();
    }));

    [Fact]
    public void No_run_goes_on_in_a_pause()
    {
        int running = 0;
        int most = 0;
        bool isOver = false;
        Thread[] runs =
        [
            .. Enumerable.Range(0, 3).Select(_ => Start(() =>
            {
                while (!Volatile.Read(ref isOver))
                {
                    _pause.EnterRun();
                    Interlocked.Increment(ref running);
                    Thread.SpinWait(20);
                    Interlocked.Decrement(ref running);
                    _pause.ExitRun();
                }
            })),
        ];
        for (int i = 0; i < 200; i++)
        {
            _pause.Begin();
            most = Math.Max(most, Volatile.Read(ref running));
            Thread.SpinWait(200);
            most = Math.Max(most, Volatile.Read(ref running));
            _pause.End();
        }

        Volatile.Write(ref isOver, true);
        Assert.All(runs, run => Assert.True(run.Join(Patience)));
        Assert.Equal(0, most);
    }

    [Fact]
    public void Run_goes_on_beside_a_pause_that_lasts()
    {
        _pause.Begin();
        Thread run = Start(() =>
        {
            _pause.EnterRun();
            _pause.ExitRun();
        });

        Assert.True(run.Join(Patience));
        _pause.End();
    }

    [Fact]
    public void Timing_goes_on_alone_and_ends_the_pause()
    {
        using ISessionBinding waiting = new WaitingBinding(_pause);
        CandidateTimes times = CandidateTimes.MeasureAlone(waiting, waiting, _pause, TimeSpan.Zero, TestContext.Current.CancellationToken);

        Assert.NotNull(times.Ratio);
        _pause.EnterRun();
        _pause.ExitRun();
    }

    [Fact]
    public void Timing_that_fails_ends_the_pause()
    {
        using ISessionBinding waiting = new WaitingBinding(_pause);
        Assert.Throws<OperationCanceledException>(
            () => CandidateTimes.MeasureAlone(waiting, waiting, _pause, TimeSpan.Zero, new CancellationToken(canceled: true)));

        _pause.EnterRun();
        _pause.ExitRun();
    }

    [Fact]
    public void Eager_session_has_run_before_it_answers()
    {
        using AdaptiveModel model = new() { Specialization = Specialization.Eager, Limits = new() { Bytes = 1000, Pause = _pause } };
        model.Run(2);
        model.Wait();

        Assert.Equal("2x1 Specialized", model.States);
        Assert.Equal(6, model.RunsOf(0));
    }

    [Fact]
    public void Lazy_session_has_run_before_runs_are_kept_out()
    {
        using AdaptiveModel model = new() { Limits = new() { Bytes = 1000, Pause = _pause } };
        model.Settle(2);

        Assert.Equal("2x1 Specialized", model.States);

        // The second is the comparison's.
        Assert.Equal(2, model.RunsOf(0));
    }

    [Fact]
    public void Candidates_are_recorded_before_they_are_timed()
    {
        using WaitingBinding general = new(_pause);
        using WaitingBinding specialized = new(_pause);
        CandidateTimes.MeasureAlone(general, specialized, _pause, TimeSpan.Zero, TestContext.Current.CancellationToken);

        Assert.Equal((3, 2), (general.Prepared, specialized.Prepared));
    }

    [Fact]
    public void Eager_session_that_fails_at_first_is_not_asked()
    {
        bool fails = false;
        FakeKernel kernel = (binding, token) =>
        {
            if (Volatile.Read(ref fails) && Thread.CurrentThread.IsBackground && Thread.CurrentThread.Name?.Contains("specialises", StringComparison.Ordinal) == true)
            {
                throw new InferenceException("no kernels");
            }

            Kernels.Double(binding, token);
        };
        using AdaptiveModel model = new()
        {
            Specialization = Specialization.Eager,
            Backend = new AdaptiveBackend { Kernel = kernel },
            Limits = new() { Bytes = 1000, Pause = _pause },
        };
        fails = true;
        model.Run(2);

        Assert.Equal("2x1 Failed", model.States);
    }

    private static Thread Start(Action work)
    {
        Thread thread = new(() => work()) { IsBackground = true };
        thread.Start();
        return thread;
    }

    // Runs in a pause, as a thread that times does; anybody else would wait.
    private sealed class WaitingBinding(RunPause pause) : ISessionBinding
    {
        public int Prepared { get; private set; }

        public void SetInput(int input, TensorMemory memory, in TensorShape shape) => throw new NotSupportedException();

        public void SetInput(int input, nint address, in TensorShape shape) => throw new NotSupportedException();

        public void SetInput(int input, ReadOnlySpan<string> values, in TensorShape shape) => throw new NotSupportedException();

        public void SetOutput(int output, TensorMemory memory, in TensorShape shape) => throw new NotSupportedException();

        public void SetOutput(int output) => throw new NotSupportedException();

        public void Run(CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Thread run = Start(pause.EnterRun);
            Assert.False(run.Join(TimeSpan.FromMilliseconds(2)), "A run went on in the pause.");
        }

        public void Prepare(CancellationToken cancellationToken)
        {
            Prepared++;
            Run(cancellationToken);
        }

        public TensorShape GetOutputShape(int output) => throw new NotSupportedException();

        public void CopyOutput(int output, Span<byte> destination) => throw new NotSupportedException();

        public void CopyOutput(int output, Span<string> destination) => throw new NotSupportedException();

        public void Dispose()
        {
        }
    }
}
