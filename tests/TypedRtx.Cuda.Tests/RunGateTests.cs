using System.Diagnostics;
using TypedRtx.TestKit;

namespace TypedRtx.Cuda.Tests;

/// <summary>Runs go on side by side, recordings alone.</summary>
public sealed class RunGateTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    [Fact]
    public void Runs_go_on_side_by_side()
    {
        RunGate gate = new();
        using Barrier both = new(2);
        Thread[] threads = [.. Enumerable.Range(0, 2).Select(_ => new Thread(() =>
        {
            gate.EnterRun();
            Assert.True(both.SignalAndWait(Long));
            gate.ExitRun();
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Assert.All(threads, thread => Assert.True(thread.Join(Long)));
    }

    [Fact]
    public void Recording_waits_for_runs_under_way_and_keeps_later_ones_out()
    {
        RunGate gate = new();
        gate.EnterRun();
        List<string> order = [];
        using ManualResetEventSlim recording = new();
        Thread recorder = new(() =>
        {
            gate.EnterRecording();
            lock (order)
            {
                order.Add("recording");
            }

            recording.Set();
            gate.ExitRecording();
        });
        recorder.Start();
        SpinWait.SpinUntil(() => recorder.ThreadState == System.Threading.ThreadState.WaitSleepJoin, Long);
        Thread later = new(() =>
        {
            gate.EnterRun();
            lock (order)
            {
                order.Add("run");
            }

            gate.ExitRun();
        });
        later.Start();
        SpinWait.SpinUntil(() => later.ThreadState == System.Threading.ThreadState.WaitSleepJoin, Long);
        Assert.False(recording.IsSet);
        gate.ExitRun();
        Assert.True(later.Join(Long));
        Assert.True(recorder.Join(Long));
        Assert.Equal(["recording", "run"], order);
    }

    [Fact]
    public void Recordings_are_alone_among_many_threads_and_none_starves()
    {
        RunGate gate = new();
        int running = 0;
        int recording = 0;
        int recordings = 0;
        int wrong = 0;
        bool isOver = false;
        Thread[] runs = [.. Enumerable.Range(0, 6).Select(_ => new Thread(() =>
        {
            while (!Volatile.Read(ref isOver))
            {
                gate.EnterRun();
                Interlocked.Increment(ref running);
                wrong += Volatile.Read(ref recording);
                Interlocked.Decrement(ref running);
                gate.ExitRun();
            }
        }))];
        Thread[] recorders = [.. Enumerable.Range(0, 2).Select(_ => new Thread(() =>
        {
            for (int i = 0; i < 200; i++)
            {
                gate.EnterRecording();
                Interlocked.Increment(ref recording);
                wrong += Volatile.Read(ref running) + Volatile.Read(ref recording) - 1;
                Interlocked.Decrement(ref recording);
                recordings++;
                gate.ExitRecording();
            }
        }))];
        Array.ForEach([.. runs, .. recorders], thread => thread.Start());
        Assert.All(recorders, thread => Assert.True(thread.Join(Long)));
        Volatile.Write(ref isOver, true);
        Assert.All(runs, thread => Assert.True(thread.Join(Long)));
        Assert.Equal(400, recordings);
        Assert.Equal(0, wrong);
    }

    [Fact]
    public void Gates_belong_to_gpus_whoever_asks()
    {
        using RtxDouble twin = RtxDouble.Create();
        twin.Set("device_count", 2);
        CudaLibrary one = CudaLibrary.TryLoad(twin.CudaPath, out _)!;
        CudaLibrary other = CudaLibrary.TryLoad(twin.CudaPath, out _)!;
        Assert.Same(RunGate.Of(one.TryGetDevice(0, out _)!), RunGate.Of(other.TryGetDevice(0, out _)!));
        Assert.NotSame(RunGate.Of(one.TryGetDevice(0, out _)!), RunGate.Of(one.TryGetDevice(1, out _)!));
    }

    [Fact]
    public void Run_alone_passes_in_little_time()
    {
        RunGate gate = new();
        const int Count = 200_000;
        double best = double.MaxValue;
        for (int round = 0; round < 10; round++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < Count; i++)
            {
                gate.EnterRun();
                gate.ExitRun();
            }

            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalNanoseconds / Count);
        }

        TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant($"{best:F1} ns"));
        Assert.True(best < 500, FormattableString.Invariant($"A run that nobody disturbs takes {best:F1} ns to pass."));
    }
}
