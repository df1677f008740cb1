using TypedRtx.Backends;
using TypedRtx.TestKit;

namespace TypedRtx.Tests;

public sealed class ModelDeviceBindingTests
{
    private static readonly string[] Doubling = ["input \"x\" float32[a, b]", "output \"y\" float32[a, b]"];
    private static readonly string[] Unknown = ["input \"x\" float32[n]", "output \"y\" float32[?]"];

    [Theory]
    [InlineData(MemoryKind.Host)]
    [InlineData(MemoryKind.Device)]
    public void Run_reads_what_the_inputs_hold_now(MemoryKind kind)
    {
        using AnyModel model = Open(kind, Kernels.Double, Doubling);
        using AnyModel.DeviceBinding binding = model.BindDevice(1, 2);
        for (int i = 1; i < 4; i++)
        {
            binding.In<float>().CopyFrom([i, 10 * i]);
            binding.Run(TestContext.Current.CancellationToken);
            Assert.Equal([2f * i, 20f * i], binding.Out<float>().ToArray());
        }

        Assert.Equal(kind, binding.In<float>().Kind);
    }

    [Fact]
    public void Runs_copy_nothing_and_bind_nothing_anew()
    {
        FakeDevice device = new();
        using AnyModel model = AnyModel.Open(new FakeEngine(Kernels.Double) { Device = device }, Doubling);
        using AnyModel.DeviceBinding binding = model.BindDevice(1, 2);
        binding.In<float>().CopyFrom([1, 2]);
        for (int i = 0; i < 5; i++)
        {
            binding.Run(TestContext.Current.CancellationToken);
        }

        Assert.Equal((0, 1, 0), (device.Reads, device.Writes, device.CopiesOnDevice));
        Assert.Equal((1, 1, 0), (model.Engine.InputsSet, model.Engine.OutputsSet, model.Engine.OutputsCopied));
    }

    [Theory]
    [InlineData(MemoryKind.Host)]
    [InlineData(MemoryKind.Device)]
    public void Inputs_are_zero_at_first(MemoryKind kind)
    {
        using AnyModel model = Open(kind, Kernels.Double, Doubling);
        using AnyModel.DeviceBinding binding = model.BindDevice(2, 2);

        Assert.Equal([0f, 0f, 0f, 0f], binding.In<float>().ToArray());
    }

    [Fact]
    public void Tensors_and_families_are_made_once()
    {
        using AnyModel model = Open(
            MemoryKind.Device, Kernels.Sum, "input \"x.0\" float32[n]", "input \"x.1\" float32[n]", "output \"y\" float32[]");
        using AnyModel.DeviceBinding binding = model.BindDevice(3);

        Assert.Same(binding.Out<float>(), binding.Out<float>());
        Assert.Same(binding.Ins<float>(0, 1), binding.Ins<float>(0, 1));
        Assert.Equal([3L, 3L], binding.Ins<float>(0, 1).Select(tensor => tensor.Length));
    }

    [Theory]
    [InlineData(MemoryKind.Host)]
    [InlineData(MemoryKind.Device)]
    public void Output_whose_shape_data_decide_is_read_after_each_run(MemoryKind kind)
    {
        using AnyModel model = Open(kind, Kernels.Positive, Unknown);
        using AnyModel.DeviceBinding binding = model.BindDevice(3);
        foreach (float[] input in (float[][])[[1, -1, 2], [1, 2, 3], [-1, -2, -3], [4, 5, -6]])
        {
            float[] expected = [.. input.Where(value => value > 0)];
            binding.In<float>().CopyFrom(input);
            binding.Run(TestContext.Current.CancellationToken);
            Assert.Equal(new TensorShape(expected.Length), binding.Out<float>().Shape);
            Assert.Equal(expected, binding.Out<float>().ToArray());
        }
    }

    [Fact]
    public void Shape_that_the_model_declares_wrongly_is_found_in_the_run()
    {
        using AnyModel model = Open(MemoryKind.Device, Kernels.Positive, "input \"x\" float32[n]", "output \"y\" float32[n]");
        using AnyModel.DeviceBinding binding = model.BindDevice(3);
        binding.In<float>().CopyFrom([1, -1, 2]);
        binding.Run(TestContext.Current.CancellationToken);

        Assert.Equal([1f, 2f], binding.Out<float>().ToArray());
        Assert.Throws<InvalidOperationException>(() => binding.Out<float>().Address);
    }

    [Fact]
    public void Text_is_not_computed()
    {
        using AnyModel model = Open(
            MemoryKind.Device, Kernels.Double, "input \"x\" float32[n]", "output \"y\" float32[n]", "output \"label\" string[n]");
        using AnyModel.DeviceBinding binding = model.BindDevice(1);
        binding.Run(TestContext.Current.CancellationToken);

        Assert.Equal([0f], binding.Out<float>().ToArray());
    }

    [Fact]
    public void Lengths_that_do_not_fit_are_refused_as_in_a_binding()
    {
        using AnyModel model = Open(MemoryKind.Device, Kernels.Double, Doubling);

        Assert.Equal(
            "Any: 'b' is -2, but a dimension is 0 or more.",
            Assert.Throws<TensorShapeException>(() => model.BindDevice(1, -2)).Message);
        Assert.Equal(0, model.Engine.BindingsAlive);
    }

    [Theory]
    [InlineData(FakeStep.CreateBinding)]
    [InlineData(FakeStep.Allocate)]
    [InlineData(FakeStep.SetInput)]
    [InlineData(FakeStep.SetOutput)]
    public void Failure_while_binding_frees_what_was_made(FakeStep step)
    {
        FakeDevice device = new();
        using AnyModel model = AnyModel.Open(new FakeEngine(Kernels.Double) { Device = device, FailAt = step }, Doubling);

        Assert.Throws<InferenceException>(() => model.BindDevice(1, 1));
        Assert.Equal((0, 0), (model.Engine.BindingsAlive, device.Alive));
    }

    [Fact]
    public void Memory_that_is_not_there_is_told_with_tensor_shape_and_bytes()
    {
        using AnyModel model = Open(MemoryKind.Device, Kernels.Double, Doubling);
        model.Engine.FailAt = FakeStep.Allocate;
        model.Engine.Passes = 1;

        Assert.Equal(
            "Any: output 'y' of shape [20, 30] takes 2,400 bytes of device memory, which could not be allocated: The fake failed. Use "
            + "smaller dimensions, or dispose what is not needed.",
            Assert.Throws<InferenceException>(() => model.BindDevice(20, 30)).Message);
    }

    [Fact]
    public void Disposed_binding_refuses_and_frees_its_memory_once()
    {
        FakeDevice device = new();
        using AnyModel model = AnyModel.Open(new FakeEngine(Kernels.Double) { Device = device }, Doubling);
        AnyModel.DeviceBinding binding = model.BindDevice(1, 1);
        DeviceTensor<float> tensor = binding.In<float>();
        binding.Dispose();
        binding.Dispose();

        Assert.Throws<ObjectDisposedException>(() => binding.Run(TestContext.Current.CancellationToken));
        Assert.Throws<ObjectDisposedException>(() => binding.In<float>());
        Assert.Throws<ObjectDisposedException>(() => tensor.Address);
        Assert.Throws<ObjectDisposedException>(tensor.ToArray);
        Assert.Throws<ObjectDisposedException>(() => tensor.CopyFrom([1]));
        Assert.Equal((0, 2, 0), (device.Alive, device.Freed, model.Engine.BindingsAlive));
    }

    [Fact]
    public void Binding_of_a_disposed_model_does_not_run()
    {
        AnyModel model = Open(MemoryKind.Device, Kernels.Double, Doubling);
        using AnyModel.DeviceBinding binding = model.BindDevice(1, 1);
        model.Dispose();

        Assert.Throws<ObjectDisposedException>(() => binding.Run(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(MemoryKind.Host)]
    [InlineData(MemoryKind.Device)]
    public void Runs_and_copies_allocate_nothing(MemoryKind kind)
    {
        using AnyModel model = Open(kind, Kernels.Double, Doubling);
        using AnyModel.DeviceBinding binding = model.BindDevice(2, 2);
        float[] data = [1, 2, 3, 4];

        Assert.Equal(0, Allocations.Of(() =>
        {
            binding.In<float>().CopyFrom(data);
            binding.Run();
            binding.In<float>().CopyFrom(binding.Out<float>());
            binding.Out<float>().CopyTo(data);
        }));
    }

    private static AnyModel Open(MemoryKind kind, FakeKernel kernel, params string[] lines) =>
        AnyModel.Open(new FakeEngine(kernel) { Device = kind == MemoryKind.Device ? new FakeDevice() : null }, lines);
}
