using TypedRtx.TestKit;

namespace TypedRtx.Tests;

/// <summary>State on a device: it stays there, and is right.</summary>
public sealed class ModelStateTests
{
    private static readonly string[] Decoder =
    [
        "input \"x\" float32[batch, s]",
        "input \"past\" float32[batch, p]",
        "output \"sum\" float32[batch]",
        "output \"present\" float32[batch, p + s]",
    ];

    private static readonly string[] Recurrent =
    [
        "input \"x\" float32[n]", "input \"h0\" float32[n]", "output \"y\" float32[n]", "output \"hn\" float32[n]",
    ];

    [Fact]
    public void Steps_on_a_device_copy_nothing_of_the_state()
    {
        FakeDevice device = new();
        using AnyModel model = OpenDecoder(device);
        using AnyModel.State state = model.NewState(8, 2, -1, -1);
        Assert.Equal([3f, 30f], Step(state, [1, 2, 10, 20], 2));
        Assert.Equal([6f, 60f], Step(state, [3, 30], 1));
        Assert.Equal([10f, 100f], Step(state, [4, 40], 1));

        Assert.Equal((0, 0), (device.CopiesWithHost, device.CopiesOnDevice));
    }

    [Fact]
    public void Fork_on_a_device_goes_its_own_way_without_the_host()
    {
        FakeDevice device = new();
        using AnyModel model = OpenDecoder(device);
        using AnyModel.State state = model.NewState(8, 2, -1, -1);
        Step(state, [1, 2, 10, 20], 2);
        using AnyModel.State fork = state.Fork();

        Assert.Equal([6f, 60f], Step(state, [3, 30], 1));
        Assert.Equal([8f, 80f], Step(fork, [5, 50], 1));
        Assert.Equal((0, 1), (device.CopiesWithHost, device.CopiesOnDevice));
    }

    [Fact]
    public void Rewind_on_a_device_keeps_the_first_positions_of_every_row()
    {
        FakeDevice device = new();
        using AnyModel model = OpenDecoder(device);
        using AnyModel.State state = model.NewState(8, 2, -1, -1);
        Step(state, [1, 2, 3, 10, 20, 30], 3);
        state.Rewind(3);
        state.Rewind(1);

        Assert.Equal([8f, 80f], Step(state, [7, 70], 1));
        Assert.Equal((0, 1), (device.CopiesWithHost, device.CopiesOnDevice));
    }

    [Fact]
    public void Rewind_to_nothing_begins_anew()
    {
        using AnyModel model = OpenDecoder(new FakeDevice());
        using AnyModel.State state = model.NewState(8, 2, -1, -1);
        Step(state, [1, 2, 10, 20], 2);
        state.Rewind(0);

        Assert.Equal([7f, 70f], Step(state, [7, 70], 1));
    }

    [Fact]
    public void Recurrent_state_on_a_device_begins_with_zeros_and_does_so_again_after_reset()
    {
        FakeDevice device = new();
        using AnyModel model = AnyModel.Open(new FakeEngine(Kernels.Accumulate) { Device = device }, Recurrent);
        using AnyModel.State state = model.NewState(0, 2);
        Assert.Equal([1f, 2f], state.Step<float>(new float[] { 1, 2 }).Out<float>().ToArray());
        Assert.Equal([11f, 22f], state.Step<float>(new float[] { 10, 20 }).Out<float>().ToArray());
        state.Reset();

        Assert.Equal([5f, 6f], state.Step<float>(new float[] { 5, 6 }).Out<float>().ToArray());
        Assert.Equal(0, device.CopiesWithHost);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Restore_writes_to_the_device_once(bool isStrided)
    {
        FakeDevice device = new();
        using AnyModel model = OpenDecoder(device);
        using AnyModel.State state = model.NewState(8, 2, -1, -1);
        float[] given = [1, 2, 9, 10, 20, 90];
        TensorView<float> view = new(given, [2, 3]);
        TensorView<float> past = isStrided ? (TensorView<float>)new System.Numerics.Tensors.ReadOnlyTensorSpan<float>(given, [2, 3]).Slice([0..2, 0..2]) : view;
        state.Restore(past);

        Assert.Equal(isStrided ? [6f, 60f] : [15f, 150f], Step(state, [3, 30], 1));
        Assert.Equal((0, 1, 0), (device.Reads, device.Writes, device.CopiesOnDevice));
    }

    [Fact]
    public void Dispose_frees_every_block_once()
    {
        FakeDevice device = new();
        using AnyModel model = OpenDecoder(device);
        AnyModel.State state = model.NewState(8, 2, -1, -1);
        AnyModel.State fork = state.Fork();
        Assert.Equal(4, device.Alive);
        state.Dispose();
        state.Dispose();
        Assert.Equal(2, device.Alive);
        fork.Dispose();

        Assert.Equal((0, 4, 0), (device.Alive, device.Freed, model.Engine.BindingsAlive));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Memory_that_is_not_there_is_told_and_nothing_is_left(int passes)
    {
        FakeDevice device = new();
        using AnyModel model = OpenDecoder(device);
        model.Engine.FailAt = FakeStep.Allocate;
        model.Engine.Passes = passes;
        InferenceException error = Assert.Throws<InferenceException>(() => model.NewState(1000, 2, -1, -1));

        Assert.Equal(
            "Any: the state of input 'past' of shape [2, 1000] takes 8,000 bytes of device memory, which could not be allocated: The fake "
            + "failed. Use smaller dimensions, or dispose what is not needed.",
            error.Message);
        Assert.Equal((0, 0), (device.Alive, model.Engine.BindingsAlive));
    }

    [Fact]
    public void Fork_that_fails_leaves_nothing_and_the_state_goes_on()
    {
        FakeDevice device = new();
        using AnyModel model = OpenDecoder(device);
        using AnyModel.State state = model.NewState(8, 1, -1, -1);
        Step(state, [1], 1);
        model.Engine.FailAt = FakeStep.Allocate;
        Assert.Throws<InferenceException>(state.Fork);

        Assert.Equal((2, 1), (device.Alive, model.Engine.BindingsAlive));
        Assert.Equal([3f], Step(state, [2], 1));
    }

    [Fact]
    public void Rewind_that_fails_changes_nothing()
    {
        FakeDevice device = new();
        using AnyModel model = OpenDecoder(device);
        using AnyModel.State state = model.NewState(8, 1, -1, -1);
        Step(state, [1, 2], 2);
        device.CopyFails = true;
        Assert.Throws<InferenceException>(() => state.Rewind(1));

        Assert.Equal(2, state.Length);
        Assert.Equal([6f], Step(state, [3], 1));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Steps_allocate_nothing(bool isOnDevice)
    {
        FakeEngine engine = new(Kernels.Append) { Device = isOnDevice ? new FakeDevice() : null };
        using AnyModel model = AnyModel.Open(engine, Decoder);
        using AnyModel.State state = model.NewState(64, 1, -1, -1);
        float[] x = [1];
        TensorShape shape = new(1, 1);

        Assert.Equal(0, Allocations.Of(() =>
        {
            if (state.Length == 64)
            {
                state.Rewind(1);
            }

            state.Step(new TensorView<float>(x, shape));
        }));
    }

    private static AnyModel OpenDecoder(FakeDevice device) => AnyModel.Open(new FakeEngine(Kernels.Append) { Device = device }, Decoder);

    private static float[] Step(AnyModel.State state, float[] x, int length) =>
        state.Step(new TensorView<float>(x, [x.Length / length, length])).Out<float>().ToArray();
}
