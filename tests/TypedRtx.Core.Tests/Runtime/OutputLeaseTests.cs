using System.Runtime.CompilerServices;
using TypedRtx.Runtime;

namespace TypedRtx.Tests.Runtime;

public sealed class OutputLeaseTests
{
    private static readonly string[] Doubling = ["input \"x\" float32[n]", "output \"y\" float32[n]"];

    [Fact]
    public void Copy_disposed_twice_returns_the_memory_once()
    {
        using AnyModel model = AnyModel.Open(Kernels.Double, Doubling);
        OutputLease lease = model.Run<float>((float[])[1]);
        OutputLease copy = lease;
        lease.Dispose();
        copy.Dispose();
        lease.Dispose();

        OutputLease first = model.Run<float>((float[])[2]);
        copy.Dispose();
        OutputLease second = model.Run<float>((float[])[3]);

        Assert.Equal((4f, 6f), (first.View<float>(0)[0], second.View<float>(0)[0]));
        Assert.NotEqual(first, second);
    }

    [Fact]
    public void Reading_after_dispose_says_what_to_do_also_through_a_copy()
    {
        using AnyModel model = AnyModel.Open(Kernels.Double, Doubling);
        OutputLease lease = model.Run<float>((float[])[1]);
        OutputLease copy = lease;
        copy.Dispose();

        string expected = "These outputs were disposed and their memory serves other runs. Read them before Dispose, or keep a copy made by ToOwned().";
        Assert.StartsWith(expected, Assert.Throws<ObjectDisposedException>(() => lease.View<float>(0).Length).Message, StringComparison.Ordinal);
        Assert.Throws<ObjectDisposedException>(() => lease.Scalar<float>(0));
        Assert.Throws<ObjectDisposedException>(() => lease.ToTensor<float>(0));
        Assert.Throws<ObjectDisposedException>(() => default(OutputLease).View<float>(0).Length);
        default(OutputLease).Dispose();
    }

    [Fact]
    public void Outputs_stay_readable_after_the_model_is_disposed()
    {
        AnyModel model = AnyModel.Open(Kernels.Double, Doubling);
        OutputLease lease = model.Run<float>((float[])[1]);
        model.Dispose();
        model.Dispose();

        Assert.Equal(2f, lease.View<float>(0)[0]);
        Assert.Equal((1, 1), (model.Engine.SessionsDisposed, model.Engine.ArtefactsDisposed));
        Assert.Equal(1, model.Engine.BindingsAlive);
        lease.Dispose();
        Assert.Equal(0, model.Engine.BindingsAlive);
    }

    [Fact]
    public void Disposed_model_refuses_to_run()
    {
        AnyModel model = AnyModel.Open(Kernels.Double, Doubling);
        model.Run<float>((float[])[1]).Dispose();
        model.Dispose();

        Assert.StartsWith(
            "The model Any was disposed; load it again to run it.",
            Assert.Throws<ObjectDisposedException>(() => model.Run<float>((float[])[1])).Message,
            StringComparison.Ordinal);
        Assert.Throws<ObjectDisposedException>(() => model.Bind(1));
        Assert.Equal(0, model.Engine.BindingsAlive);
    }

    [Fact]
    public void Outputs_never_disposed_are_collected()
    {
        using AnyModel model = AnyModel.Open(Kernels.Double, Doubling);
        WeakReference memory = Leak(model);
        for (int i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(memory.IsAlive);
        Assert.Equal([2f], model.Run<float>((float[])[1]).View<float>(0).ToArray());
    }

    [Fact]
    public void Stale_span_reads_old_memory_and_never_freed_one()
    {
        AnyModel model = AnyModel.Open(Kernels.Double, Doubling);
        OutputLease lease = model.Run<float>((float[])[1]);
        ReadOnlySpan<float> stale = lease.View<float>(0).Span;
        lease.Dispose();
        model.Dispose();
        GC.Collect();

        Assert.Equal(2f, stale[0]);
    }

    [Fact]
    public void Least_recently_used_dims_are_freed_also_while_leased()
    {
        using AnyModel model = AnyModel.Open(Kernels.Double, Doubling);
        OutputLease leased = model.Run<float>(new float[1]);
        for (int n = 2; n <= 9; n++)
        {
            model.Run<float>(new float[n]).Dispose();
        }

        // Nine keys: the first one's place is gone, its buffers are still out.
        Assert.Equal(9, model.Engine.BindingsAlive);
        leased.Dispose();
        Assert.Equal(8, model.Engine.BindingsAlive);

        model.Run<float>(new float[2]).Dispose();
        model.Run<float>(new float[10]).Dispose();
        Assert.Equal(8, model.Engine.BindingsAlive);
        int created = model.Engine.BindingsCreated;
        model.Run<float>(new float[2]).Dispose();
        Assert.Equal(created, model.Engine.BindingsCreated);
        model.Run<float>(new float[3]).Dispose();
        Assert.Equal(created + 1, model.Engine.BindingsCreated);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Leak(AnyModel model)
    {
        RunBuffers buffers = model.Runtime.Rent([1]);
        buffers.OwnInput<float>(0)[0] = 1;
        buffers.Run(CancellationToken.None);
        _ = new OutputLease(model.Runtime, buffers);
        return new WeakReference(buffers);
    }
}
