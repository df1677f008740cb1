using TypedRtx.Backends;
using TypedRtx.Runtime;
using TypedRtx.Runtime.Widening;
using TypedRtx.Signatures;

namespace TypedRtx.Tests.Runtime.Widening;

public sealed class RecordedBindingTests
{
    private static readonly ModelDescriptor Model = AnyModel.Describe(
        "input \"memory\" float32[n]",
        "input \"address\" float32[n]",
        "input \"text\" string[n]",
        "input \"value\" seq(float32[n])",
        "input \"none\" float32[n] optional",
        "output \"bound\" float32[n]",
        "output \"open\" float32[m]",
        "output \"none\" float32[n]");

    private readonly FakeEngine _engine = new((_, _) => { });

    [Fact]
    public unsafe void Everything_that_was_set_is_set_again_on_the_next_binding()
    {
        using RecordedBinding record = new(Model);
        float[] array = GC.AllocateArray<float>(2, pinned: true);
        using HostMemory memory = HostMemory.Allocate(8);
        TensorValue value = new(ElementType.Float32, new TensorShape(1), new byte[4]);
        string[] text = ["a", "b"];
        fixed (float* address = array)
        {
            record.SetInput(0, memory, new TensorShape(2));
            record.SetInput(1, (nint)address, new TensorShape(2));
            record.SetInput(2, text, new TensorShape(2));
            record.SetInput(3, value);
            record.SetOutput(0, memory, new TensorShape(2));
            record.SetOutput(1);
            text[0] = "changed";
            memory.Elements<float>(2)[1] = 3;
            array[1] = 4;
            for (int i = 0; i < 2; i++)
            {
                FakeBinding target = new(_engine, Model);
                record.MoveTo(target);

                Assert.Equal([0, 3], target.Input<float>(0));
                Assert.Equal([0, 4], target.Input<float>(1));
                Assert.Equal(["a", "b"], target.Text(2));
                Assert.Same(value, target.Value(3));
                Assert.False(target.HasInput(4));
                Assert.Equal(new TensorShape(2), target.GetOutputShape(0));
                target.Output<float>(1, new TensorShape(1))[0] = 7;
                Assert.False(target.GetOutputShape(2).IsSupplied);
            }
        }

        Assert.Equal(1, _engine.BindingsAlive);
    }

    [Fact]
    public void What_is_set_later_reaches_the_binding_and_takes_the_place_of_what_was_set()
    {
        using RecordedBinding record = new(Model);
        using HostMemory first = HostMemory.Allocate(8);
        using HostMemory second = HostMemory.Allocate(8);
        second.Elements<float>(2)[0] = 5;
        record.SetInput(0, first, new TensorShape(2));
        FakeBinding before = new(_engine, Model);
        record.MoveTo(before);

        record.SetInput(0, second, new TensorShape(1));
        Assert.Equal([5], before.Input<float>(0));
        FakeBinding after = new(_engine, Model);
        record.MoveTo(after);
        Assert.Equal([5], after.Input<float>(0));
    }

    [Fact]
    public void New_shapes_are_noticed_and_new_memory_of_the_same_shape_is_not()
    {
        using RecordedBinding record = new(Model);
        using HostMemory memory = HostMemory.Allocate(8);
        Assert.True(record.HasNewShapes);
        record.SetInput(0, memory, new TensorShape(2));
        record.ShapesSeen();

        record.SetInput(0, memory, new TensorShape(2));
        record.SetInput(0, memory.Address, new TensorShape(2));
        Assert.False(record.HasNewShapes);
        record.SetInput(0, memory, new TensorShape(1));
        Assert.True(record.HasNewShapes);
    }

    [Fact]
    public void Binding_that_refuses_is_freed_and_the_one_before_stays()
    {
        using RecordedBinding record = new(Model);
        using HostMemory memory = HostMemory.Allocate(8);
        record.SetInput(0, memory, new TensorShape(2));
        FakeBinding before = new(_engine, Model);
        record.MoveTo(before);
        _engine.FailAt = FakeStep.SetInput;

        Assert.Same(_engine.Failure, Assert.Throws<InferenceException>(() => record.MoveTo(new FakeBinding(_engine, Model))));
        Assert.Same(before, record.Target);
        Assert.Equal(1, _engine.BindingsAlive);
    }

    [Fact]
    public void Outputs_are_read_after_the_first_run_alone()
    {
        RecordedBinding record = new(Model);
        Assert.Throws<InvalidOperationException>(record.RequireTarget);

        record.Dispose();
        FakeBinding late = new(_engine, Model);
        Assert.Throws<ObjectDisposedException>(() => record.MoveTo(late));
        Assert.Equal(0, _engine.BindingsAlive);
    }
}
