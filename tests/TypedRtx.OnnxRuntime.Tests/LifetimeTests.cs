using System.Diagnostics;
using TypedRtx.Backends;
using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.OnnxRuntime.Tests;

[Collection(AloneCollection.Name)]
public sealed class LifetimeTests
{
    [Fact]
    public void Binding_runs_after_its_session_is_disposed()
    {
        OpenModel model = OpenModel.From(TestModels.Identity(ElementType.Float32, "n"));
        using ISessionBinding binding = model.Session.CreateBinding();
        Bindings.SetInput(binding, 0, TestTensor.Create([1f, 2f], 2));
        binding.SetOutput(0);
        model.Dispose();
        binding.Run(CancellationToken.None);
        Assert.Equal([1.0, 2.0], Bindings.GetOutput(binding, 0, ElementType.Float32).ToDoubles());
        Assert.Throws<ObjectDisposedException>(model.Session.CreateBinding);
    }

    [Fact]
    public void Binding_disposed_twice_refuses_to_work()
    {
        using OpenModel model = OpenModel.From(TestModels.Identity(ElementType.Float32, "n"));
        ISessionBinding binding = model.Session.CreateBinding();
        HostMemory memory = HostMemory.Allocate(8);
        binding.SetInput(0, memory, new TensorShape(2));
        binding.SetOutput(0, memory, new TensorShape(2));
        binding.Dispose();
        binding.Dispose();
        Assert.Throws<ObjectDisposedException>(() => binding.Run(CancellationToken.None));
        Assert.Throws<ObjectDisposedException>(() => binding.SetInput(0, memory, new TensorShape(2)));
        Assert.Throws<ObjectDisposedException>(() => binding.SetOutput(0, memory, new TensorShape(2)));
        Assert.Throws<ObjectDisposedException>(() => binding.SetOutput(0));
    }

    [Fact]
    public void What_is_never_disposed_is_collected()
    {
        WeakReference binding = Abandon();
        for (int i = 0; i < 10 && binding.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(binding.IsAlive);
    }

    [Fact]
    public void Ten_thousand_bindings_and_three_hundred_sessions_leave_no_memory_behind()
    {
        byte[] bytes = TestModels.Add().ToBytes();
        Cycle(bytes, sessions: 30, bindings: 1000);
        long before = ResidentBytes();
        Cycle(bytes, sessions: 300, bindings: 10_000);
        long growth = ResidentBytes() - before;
        Assert.True(growth < 32 * 1024 * 1024, $"The process grew by {growth:N0} bytes.");
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static WeakReference Abandon()
    {
        OpenModel model = OpenModel.From(TestModels.Identity(ElementType.Float32, "n"));
        ISessionBinding binding = model.Session.CreateBinding();
        Bindings.SetInput(binding, 0, TestTensor.Create([1f], 1));
        binding.SetOutput(0);
        binding.Run(CancellationToken.None);
        _ = binding.GetOutputShape(0);
        return new WeakReference(binding);
    }

    private static void Cycle(byte[] model, int sessions, int bindings)
    {
        for (int i = 0; i < sessions; i++)
        {
            using OpenModel open = OpenModel.FromBytes(model);
            for (int j = 0; j < bindings / sessions; j++)
            {
                using ISessionBinding binding = open.Session.CreateBinding();
                Bindings.SetInput(binding, 0, TestTensor.Create([1f, 2f], 2));
                Bindings.SetInput(binding, 1, TestTensor.Create([1f, 2f], 2));
                binding.SetOutput(0);
                binding.Run(CancellationToken.None);
                _ = binding.GetOutputShape(0);
            }
        }
    }

    private static long ResidentBytes()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using Process process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
