using TypedRtx.Backends;
using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.OnnxRuntime.Tests;

public sealed class AllocationTests
{
    [Fact]
    public void Run_allocates_nothing()
    {
        using OpenModel model = OpenModel.From(TestModels.Identity(ElementType.Float32, "n"));
        using ISessionBinding binding = BoundTo(model, out _);
        Assert.Equal(0, Allocations.Of(() => binding.Run(CancellationToken.None)));
    }

    [Fact]
    public void Binding_other_memory_allocates_nothing()
    {
        using OpenModel model = OpenModel.From(TestModels.Identity(ElementType.Float32, "n"));
        using ISessionBinding binding = BoundTo(model, out HostMemory[] memories);
        int run = 0;
        TensorShape shape = new(3);
        Assert.Equal(0, Allocations.Of(() =>
        {
            HostMemory memory = memories[run++ & 1];
            binding.SetInput(0, memory, shape);
            binding.SetInput(0, memory.Address + 4, shape);
            binding.SetOutput(0, memories[run & 1], shape);
            binding.Run(CancellationToken.None);
        }));
    }

    [Fact]
    public void Run_that_can_be_cancelled_allocates_nothing()
    {
        using OpenModel model = OpenModel.From(TestModels.Identity(ElementType.Float32, "n"));
        using ISessionBinding binding = BoundTo(model, out _);
        using CancellationTokenSource source = new();
        CancellationToken token = source.Token;
        Assert.Equal(0, Allocations.Of(() => binding.Run(token)));
    }

    [Fact]
    public void Run_with_an_output_of_open_shape_allocates_nothing()
    {
        using OpenModel model = OpenModel.From(TestModels.Identity(ElementType.Float32, "n"));
        using ISessionBinding binding = BoundTo(model, out _);
        byte[] destination = new byte[12];
        binding.SetOutput(0);
        Assert.Equal(0, Allocations.Of(() =>
        {
            binding.Run(CancellationToken.None);
            binding.CopyOutput(0, destination.AsSpan(0, 4 * binding.GetOutputShape(0)[0]));
        }));
    }

    private static ISessionBinding BoundTo(OpenModel model, out HostMemory[] memories)
    {
        memories = [HostMemory.Allocate(16), HostMemory.Allocate(16)];
        ISessionBinding binding = model.Session.CreateBinding();
        binding.SetInput(0, memories[0], new TensorShape(3));
        binding.SetOutput(0, memories[1], new TensorShape(3));
        return binding;
    }
}
