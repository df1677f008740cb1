namespace TypedRtx.Tests.Tensors;

public sealed class DeviceTensorTests
{
    private static readonly string[] Doubling = ["input \"x\" float32[n]", "output \"y\" float32[n]"];
    private static readonly string[] Unknown = ["input \"x\" float32[n]", "output \"y\" float32[?]"];

    [Fact]
    public void Tensor_on_a_device_feeds_another_without_the_host()
    {
        FakeDevice device = new();
        using AnyModel first = Open(device, Doubling);
        using AnyModel second = Open(device, Doubling);
        using AnyModel.DeviceBinding from = first.BindDevice(2);
        using AnyModel.DeviceBinding to = second.BindDevice(2);
        from.In<float>().CopyFrom([1, 2]);
        from.Run(TestContext.Current.CancellationToken);
        int before = device.CopiesWithHost;
        to.In<float>().CopyFrom(from.Out<float>());
        to.Run(TestContext.Current.CancellationToken);

        Assert.Equal((before, 1), (device.CopiesWithHost, device.CopiesOnDevice));
        Assert.Equal([4f, 8f], to.Out<float>().ToArray());
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void Tensor_feeds_another_also_between_host_and_device(bool isFromDevice, bool isToDevice)
    {
        using AnyModel first = Open(isFromDevice ? new FakeDevice() : null, Doubling);
        using AnyModel second = Open(isToDevice ? new FakeDevice() : null, Doubling);
        using AnyModel.DeviceBinding from = first.BindDevice(2);
        using AnyModel.DeviceBinding to = second.BindDevice(2);
        from.In<float>().CopyFrom([1, 2]);
        to.In<float>().CopyFrom(from.In<float>());

        Assert.Equal([1f, 2f], to.In<float>().ToArray());
    }

    [Fact]
    public void Output_without_memory_of_its_own_feeds_another()
    {
        FakeDevice device = new();
        using AnyModel model = Open(device, Unknown);
        using AnyModel.DeviceBinding binding = model.BindDevice(2);
        binding.In<float>().CopyFrom([1, 2]);
        binding.Run(TestContext.Current.CancellationToken);
        binding.In<float>().CopyFrom(binding.Out<float>());

        Assert.Equal([2f, 4f], binding.In<float>().ToArray());
    }

    [Fact]
    public void Other_lengths_are_refused_with_the_tensor()
    {
        using AnyModel model = Open(new FakeDevice(), "input \"x\" float32[n, 3]", "output \"y\" float32[n, 3]");
        using AnyModel.DeviceBinding binding = model.BindDevice(2);
        using AnyModel.DeviceBinding other = model.BindDevice(1);
        TensorShapeException error = Assert.Throws<TensorShapeException>(() => binding.In<float>().CopyFrom(new float[5]));

        Assert.Equal("Any: input 'x' of shape [2, 3] holds 6 values of Single, and the source has 5.", error.Message);
        Assert.Equal("x", error.Tensor);
        Assert.Equal(
            "Any: output 'y' of shape [2, 3] holds 6 values of Single, and the destination has 7.",
            Assert.Throws<TensorShapeException>(() => binding.Out<float>().CopyTo(new float[7])).Message);
        Assert.Equal(
            "Any: input 'x' of shape [2, 3] holds 6 values of Single, and output 'y' has 3.",
            Assert.Throws<TensorShapeException>(() => binding.In<float>().CopyFrom(other.Out<float>())).Message);
    }

    [Fact]
    public void Output_of_unknown_shape_has_none_before_the_first_run_and_no_address_ever()
    {
        using AnyModel model = Open(new FakeDevice(), Unknown);
        using AnyModel.DeviceBinding binding = model.BindDevice(2);
        Assert.Equal(
            "Any: the shape of output 'y' does not follow from the symbols. Call Run() before reading it.",
            Assert.Throws<InvalidOperationException>(() => binding.Out<float>().Length).Message);
        binding.Run(TestContext.Current.CancellationToken);

        Assert.Equal(2, binding.Out<float>().Length);
        Assert.Equal(
            "Any: the shape of output 'y' does not follow from the symbols, so each run has memory of its own for it. Copy it with CopyTo or ToArray.",
            Assert.Throws<InvalidOperationException>(() => binding.Out<float>().Address).Message);
        Assert.Throws<InvalidOperationException>(() => binding.Out<float>().CopyFrom([1, 2]));
    }

    [Fact]
    public void Run_that_fails_leaves_no_shape_of_the_run_before()
    {
        using AnyModel model = Open(new FakeDevice(), Unknown);
        using AnyModel.DeviceBinding binding = model.BindDevice(2);
        binding.Run(TestContext.Current.CancellationToken);
        model.Engine.FailAt = FakeStep.Run;
        Assert.Throws<InferenceException>(() => binding.Run(TestContext.Current.CancellationToken));

        Assert.Throws<InvalidOperationException>(() => binding.Out<float>().ToArray());
    }

    [Fact]
    public void Packed_elements_are_bytes_and_the_shape_counts_elements()
    {
        using AnyModel model = Open(new FakeDevice(), "input \"x\" int4[n]", "output \"y\" float32[n]");
        using AnyModel.DeviceBinding binding = model.BindDevice(5);
        binding.In<byte>().CopyFrom([1, 2, 3]);

        Assert.Equal((3L, new TensorShape(5)), (binding.In<byte>().Length, binding.In<byte>().Shape));
        Assert.Equal([1, 2, 3], binding.In<byte>().ToArray());
    }

    [Fact]
    public void Empty_and_scalar_tensors_work()
    {
        using AnyModel model = Open(new FakeDevice(), "input \"x\" float32[n]", "input \"s\" float32[]", "output \"y\" float32[n]");
        using AnyModel.DeviceBinding binding = model.BindDevice(0);
        binding.In<float>().CopyFrom([]);
        binding.In<float>(1).CopyFrom([3]);
        binding.Run(TestContext.Current.CancellationToken);

        Assert.Empty(binding.Out<float>().ToArray());
        Assert.Equal([3f], binding.In<float>(1).ToArray());
    }

    [Fact]
    public void Text_of_a_tensor_tells_type_and_shape()
    {
        using AnyModel model = Open(new FakeDevice(), Unknown);
        using AnyModel.DeviceBinding binding = model.BindDevice(2);

        Assert.Equal("DeviceTensor<Single> [2]", binding.In<float>().ToString());
        Assert.Equal("DeviceTensor<Single> of a shape that runs decide", binding.Out<float>().ToString());
    }

    private static AnyModel Open(FakeDevice? device, params string[] lines) =>
        AnyModel.Open(new FakeEngine(Kernels.Double) { Device = device }, lines);
}
