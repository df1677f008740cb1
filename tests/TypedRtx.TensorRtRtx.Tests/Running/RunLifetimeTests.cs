using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TypedRtx.Backends;
using TypedRtx.TestKit;

namespace TypedRtx.TensorRtRtx.Tests;

/// <summary>Who outlives whom, and that nothing stays behind; the base class looks at what lives and at what was done wrong.</summary>
public sealed class RunLifetimeTests : DoubleTests
{
    [Fact]
    public void Session_may_go_before_its_bindings_and_memory()
    {
        RunningModel model = Open(RunningModel.Add(), "n=1..4..8");
        ISessionBinding binding = model.Bind();
        TensorMemory a = model.Memory(MemoryKind.Device, 1, 2);
        binding.SetInput(0, a, [2]);
        binding.SetInput(1, a, [2]);
        binding.SetOutput(0);
        binding.Run(CancellationToken.None);

        model.Dispose();

        float[] values = new float[2];
        binding.CopyOutput(0, MemoryMarshal.AsBytes(values.AsSpan()));
        Assert.Equal([2, 4], values);
        Assert.Equal([1, 2], RunningModel.Floats(a, 2));
        Assert.Throws<ObjectDisposedException>(() => binding.Run(CancellationToken.None));
        binding.Dispose();
        a.Dispose();
    }

    [Fact]
    public void Disposed_binding_and_session_say_so()
    {
        RunningModel model = Open(RunningModel.Add(), "n=1..4..8");
        ISessionBinding binding = model.Bind();
        binding.Dispose();
        model.Dispose();
        model.Dispose();

        Assert.Throws<ObjectDisposedException>(() => binding.Run(CancellationToken.None));
        Assert.Throws<ObjectDisposedException>(() => model.Bind());
        Assert.Throws<ObjectDisposedException>(() => model.Room(MemoryKind.Device, 1));
    }

    [Fact]
    public async Task Session_may_go_while_a_run_is_under_way()
    {
        RunningModel model = Open(RunningModel.Add(), "n=1..4..8");
        using ISessionBinding binding = model.Bind();
        using TensorMemory a = model.Memory(MemoryKind.Host, 1, 2);
        using TensorMemory y = model.Room(MemoryKind.Host, 2);
        binding.SetInput(0, a, [2]);
        binding.SetInput(1, a, [2]);
        binding.SetOutput(0, y, [2]);
        Double.Fail("VExecutionContext.enqueueV3", RtxDoubleFailure.HangOnStream);
        Task run = Task.Run(() => binding.Run(CancellationToken.None), TestContext.Current.CancellationToken);
        Assert.True(Double.WaitForHang(TimeSpan.FromSeconds(30)));

        model.Dispose();

        Assert.False(run.IsCompleted);
        Double.Release();
        await run;
        Assert.Equal([2, 4], RunningModel.Floats(y, 2));
    }

    [Fact]
    public void Forgotten_session_is_collected_with_all_that_it_holds()
    {
        Forget();

        for (int i = 0; i < 10 && Double.Live() > 0; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.Empty(Double.Alive);
    }

    [Fact]
    public void Threads_run_at_once_and_right()
    {
        using RunningModel model = Open(RunningModel.Add(), "n=1..4..8");
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, thread =>
        {
            using ISessionBinding binding = model.Bind();
            using TensorMemory a = model.Memory(thread % 2 == 0 ? MemoryKind.Host : MemoryKind.Device, thread, thread + 1);
            using TensorMemory y = model.Room(thread % 2 == 0 ? MemoryKind.Host : MemoryKind.Device, 2);
            binding.SetInput(0, a, [2]);
            binding.SetInput(1, a, [2]);
            binding.SetOutput(0, y, [2]);
            for (int i = 0; i < 50; i++)
            {
                y.Clear();
                binding.Run(CancellationToken.None);
                Assert.Equal([2f * thread, (2f * thread) + 2], RunningModel.Floats(y, 2));
            }
        });

        Assert.InRange(model.Session.Contexts.Count, 1, 8);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Forget()
    {
        RunningModel model = Open(RunningModel.NonZero(), "n=1..4..8");
        ISessionBinding binding = model.Bind();
        binding.SetInput(0, model.Memory(MemoryKind.Pinned, 0, 1), [2]);
        binding.SetOutput(0);
        binding.Run(CancellationToken.None);
        binding = model.Bind();
        binding.SetInput(0, model.Memory(MemoryKind.Device, 0, 1), [2]);
        binding.SetOutput(0);
        binding.Run(CancellationToken.None);
    }
}
