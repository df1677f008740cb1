using TypedRtx.Backends;
using TypedRtx.TestKit;

namespace TypedRtx.TensorRtRtx.Tests;

/// <summary>What runs cost on the host: nothing is allocated, and nothing is told twice.</summary>
public sealed class RunCostTests : DoubleTests
{
    private readonly List<TensorMemory> _memory = [];

    public override void Dispose()
    {
        _memory.ForEach(memory => memory.Dispose());
        base.Dispose();
    }

    [Theory]
    [InlineData(MemoryKind.Host)]
    [InlineData(MemoryKind.Device)]
    public void Run_allocates_nothing(MemoryKind kind)
    {
        using RunningModel model = Open(RunningModel.Add(), "n=1..4..8");
        using ISessionBinding binding = Bound(model, kind);

        Assert.Equal(0, Allocations.Of(() => binding.Run(CancellationToken.None)));
    }

    [Fact]
    public void Memory_that_changes_places_allocates_nothing()
    {
        using RunningModel model = Open(RunningModel.Add(), "n=1..4..8");
        using ISessionBinding binding = Bound(model, MemoryKind.Device);
        TensorMemory from = model.Memory(MemoryKind.Device, 0, 0);
        TensorMemory to = model.Room(MemoryKind.Device, 2);
        TensorShape shape = [2];

        long bytes = Allocations.Of(() =>
        {
            binding.SetInput(0, from, shape);
            binding.SetOutput(0, to, shape);
            binding.Run(CancellationToken.None);
            (from, to) = (to, from);
        });

        Assert.Equal(0, bytes);
        from.Dispose();
        to.Dispose();
    }

    [Fact]
    public void Second_run_tells_the_context_nothing_again()
    {
        using RunningModel model = Open(RunningModel.Add(), "n=1..4..8");
        using ISessionBinding binding = Bound(model, MemoryKind.Device);
        binding.Run(CancellationToken.None);
        long shapes = Double.CallCount("VExecutionContext.setInputShape");
        long addresses = Double.CallCount("VExecutionContext.setTensorAddress");
        long runs = Double.CallCount("VExecutionContext.enqueueV3");
        Assert.NotEqual(0, shapes * addresses * runs);

        binding.Run(CancellationToken.None);

        Assert.Equal(
            (shapes, addresses, runs + 1),
            (Double.CallCount("VExecutionContext.setInputShape"),
                Double.CallCount("VExecutionContext.setTensorAddress"),
                Double.CallCount("VExecutionContext.enqueueV3")));
    }

    [Fact]
    public void Runs_one_after_another_share_a_context()
    {
        using RunningModel model = Open(RunningModel.Add(), "n=1..4..8");
        using ISessionBinding first = Bound(model, MemoryKind.Host);
        using ISessionBinding second = Bound(model, MemoryKind.Host);
        for (int i = 0; i < 4; i++)
        {
            first.Run(CancellationToken.None);
            second.Run(CancellationToken.None);
        }

        Assert.Equal(1, model.Session.Contexts.Count);
    }

    private ISessionBinding Bound(RunningModel model, MemoryKind kind)
    {
        ISessionBinding binding = model.Bind();
        TensorMemory a = model.Memory(kind, 1, 2);
        TensorMemory y = model.Room(kind, 2);
        _memory.AddRange([a, y]);
        binding.SetInput(0, a, [2]);
        binding.SetInput(1, a, [2]);
        binding.SetOutput(0, y, [2]);
        return binding;
    }
}
