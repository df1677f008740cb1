using System.Runtime.InteropServices;
using TypedRtx.Backends;
using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.TensorRtRtx.Tests;

/// <summary>Runs through the seam, on the double.</summary>
public sealed class RunTests : DoubleTests
{
    [Theory]
    [InlineData(MemoryKind.Host)]
    [InlineData(MemoryKind.Pinned)]
    [InlineData(MemoryKind.Device)]
    public void Run_over_memory_of_a_kind_is_right(MemoryKind kind)
    {
        using RunningModel model = Open(RunningModel.Add(), "n=1..4..8");
        using ISessionBinding binding = model.Bind();
        using TensorMemory a = model.Memory(kind, 1, 2, 3);
        using TensorMemory b = model.Memory(kind, 10, 20, 30);
        using TensorMemory y = model.Room(kind, 3);
        binding.SetInput(0, a, [3]);
        binding.SetInput(1, b, [3]);
        binding.SetOutput(0, y, [3]);

        binding.Run(CancellationToken.None);

        Assert.Equal([11, 22, 33], RunningModel.Floats(y, 3));
    }

    [Fact]
    public unsafe void Run_over_an_address_is_right()
    {
        using RunningModel model = Open(RunningModel.Add(), "n=1..4..8");
        using ISessionBinding binding = model.Bind();
        using TensorMemory y = model.Room(MemoryKind.Host, 2);
        float[] values = [1, 2];
        fixed (float* first = values)
        {
            binding.SetInput(0, (nint)first, [2]);
            binding.SetInput(1, (nint)first, [2]);
            binding.SetOutput(0, y, [2]);
            binding.Run(CancellationToken.None);
        }

        Assert.Equal([2, 4], RunningModel.Floats(y, 2));
    }

    [Fact]
    public void Shape_may_change_from_run_to_run()
    {
        using RunningModel model = Open(RunningModel.Add(), "n=1..4..8");
        using ISessionBinding binding = model.Bind();
        foreach (int length in (int[])[3, 8, 1, 3])
        {
            float[] values = [.. Enumerable.Range(0, length).Select(i => (float)i)];
            using TensorMemory a = model.Memory(MemoryKind.Host, values);
            using TensorMemory y = model.Room(MemoryKind.Host, length);
            binding.SetInput(0, a, [length]);
            binding.SetInput(1, a, [length]);
            binding.SetOutput(0, y, [length]);

            binding.Run(CancellationToken.None);

            Assert.Equal(values.Select(value => value * 2), RunningModel.Floats(y, length));
        }
    }

    [Fact]
    public void Memory_may_change_places_from_run_to_run()
    {
        using RunningModel model = Open(RunningModel.Add(), "n=1..4..8");
        using ISessionBinding binding = model.Bind();
        using TensorMemory step = model.Memory(MemoryKind.Device, 1, 2);
        TensorMemory from = model.Memory(MemoryKind.Device, 0, 0);
        TensorMemory to = model.Room(MemoryKind.Device, 2);
        binding.SetInput(1, step, [2]);
        for (int i = 0; i < 10; i++)
        {
            binding.SetInput(0, from, [2]);
            binding.SetOutput(0, to, [2]);
            binding.Run(CancellationToken.None);
            (from, to) = (to, from);
        }

        Assert.Equal([10, 20], RunningModel.Floats(from, 2));
        from.Dispose();
        to.Dispose();
    }

    [Fact]
    public void Open_output_has_shape_and_content_of_the_run()
    {
        using RunningModel model = Open(RunningModel.Add(), "n=1..4..8");
        using ISessionBinding binding = model.Bind();
        using TensorMemory a = model.Memory(MemoryKind.Device, 1, 2, 3);
        binding.SetInput(0, a, [3]);
        binding.SetInput(1, a, [3]);
        binding.SetOutput(0);

        binding.Run(CancellationToken.None);

        float[] values = new float[3];
        binding.CopyOutput(0, MemoryMarshal.AsBytes(values.AsSpan()));
        Assert.Equal(new TensorShape(3), binding.GetOutputShape(0));
        Assert.Equal([2, 4, 6], values);
    }

    [Fact]
    public void Open_output_may_become_bound_and_open_again()
    {
        using RunningModel model = Open(RunningModel.Add(), "n=1..4..8");
        using ISessionBinding binding = model.Bind();
        using TensorMemory a = model.Memory(MemoryKind.Host, 1, 2);
        using TensorMemory y = model.Room(MemoryKind.Host, 2);
        binding.SetInput(0, a, [2]);
        binding.SetInput(1, a, [2]);
        binding.SetOutput(0);
        binding.Run(CancellationToken.None);
        binding.SetOutput(0, y, [2]);
        binding.Run(CancellationToken.None);
        y.Clear();
        binding.SetOutput(0);

        binding.Run(CancellationToken.None);

        float[] values = new float[2];
        binding.CopyOutput(0, MemoryMarshal.AsBytes(values.AsSpan()));
        Assert.Equal([2, 4], values);
        Assert.Equal([0, 0], RunningModel.Floats(y, 2));
    }

    [Theory]
    [InlineData(MemoryKind.Host)]
    [InlineData(MemoryKind.Device)]
    public void Output_whose_size_the_data_decide_is_right_open_and_bound(MemoryKind kind)
    {
        using RunningModel model = Open(RunningModel.NonZero(), "n=1..4..8");
        using ISessionBinding binding = model.Bind();
        using TensorMemory x = model.Memory(kind, 0, 5, 0, 7);
        using TensorMemory y = model.Session.Allocate(kind, 2 * sizeof(long));
        binding.SetInput(0, x, [4]);
        binding.SetOutput(0);
        binding.Run(CancellationToken.None);
        long[] open = new long[2];
        binding.CopyOutput(0, MemoryMarshal.AsBytes(open.AsSpan()));
        binding.SetOutput(0, y, [1, 2]);

        binding.Run(CancellationToken.None);

        long[] bound = new long[2];
        y.Read(0, MemoryMarshal.AsBytes(bound.AsSpan()));
        Assert.Equal([1, 3], open);
        Assert.Equal([1, 3], bound);
        x.Write(0, MemoryMarshal.AsBytes((ReadOnlySpan<float>)[1]));
        OutputShapeException error = Assert.Throws<OutputShapeException>(() => binding.Run(CancellationToken.None));
        Assert.Contains("'y' has the shape [1, 3], and [1, 2] was bound", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MemoryKind.Host)]
    [InlineData(MemoryKind.Device)]
    public void Values_that_shapes_follow_from_are_read_in_each_run(MemoryKind kind)
    {
        using RunningModel model = Open(RunningModel.Reshape(), "n=1..4..8");
        using ISessionBinding binding = model.Bind();
        using TensorMemory x = model.Memory(kind, 1, 2, 3, 4);
        using TensorMemory s = model.Session.Allocate(kind, 2 * sizeof(long));
        binding.SetInput(0, x, [4]);
        binding.SetInput(1, s, [2]);
        binding.SetOutput(0);
        foreach ((long rows, long columns) in ((long, long)[])[(2, 2), (4, 1), (2, 2)])
        {
            s.Write(0, MemoryMarshal.AsBytes((ReadOnlySpan<long>)[rows, columns]));

            binding.Run(CancellationToken.None);

            float[] y = new float[4];
            binding.CopyOutput(0, MemoryMarshal.AsBytes(y.AsSpan()));
            Assert.Equal(new TensorShape((int)rows, (int)columns), binding.GetOutputShape(0));
            Assert.Equal([1, 2, 3, 4], y);
        }
    }

    [Theory]
    [InlineData(MemoryKind.Host)]
    [InlineData(MemoryKind.Pinned)]
    [InlineData(MemoryKind.Device)]
    public void Slow_device_is_waited_for(MemoryKind kind)
    {
        using RunningModel model = Open(RunningModel.Add(), "n=1..4..8");
        using ISessionBinding binding = model.Bind();
        using TensorMemory a = model.Memory(kind, 1, 2);
        using TensorMemory y = model.Room(kind, 2);
        binding.SetInput(0, a, [2]);
        binding.SetInput(1, a, [2]);
        binding.SetOutput(0, y, [2]);
        Double.Set("delay_microseconds", 5000);

        binding.Run(CancellationToken.None);

        Assert.Equal([2, 4], RunningModel.Floats(y, 2));
    }

    [Fact]
    public void Output_that_nobody_set_does_not_keep_a_run_from_running()
    {
        OnnxModelBuilder two = RunningModel.Add().Output("z", ElementType.Float32, "n").Node("Mul", ["a", "b"], ["z"]);
        using RunningModel model = Open(two, "n=1..4..8");
        using ISessionBinding binding = model.Bind();
        using TensorMemory a = model.Memory(MemoryKind.Host, 3, 4);
        using TensorMemory z = model.Room(MemoryKind.Host, 2);
        binding.SetInput(0, a, [2]);
        binding.SetInput(1, a, [2]);
        binding.SetOutput(1, z, [2]);

        binding.Run(CancellationToken.None);

        Assert.Equal([9, 16], RunningModel.Floats(z, 2));
    }

    [Fact]
    public void Each_run_takes_the_tightest_profile()
    {
        using RunningModel model = Open(RunningModel.Add(), "n=1..64..512", "n=1..4..8", "n=5..6..16");
        using ISessionBinding binding = model.Bind();
        foreach ((int length, int profile) in ((int, int)[])[(100, 0), (3, 1), (6, 1), (16, 2), (100, 0)])
        {
            using TensorMemory a = model.Memory(MemoryKind.Host, new float[length]);
            binding.SetInput(0, a, [length]);
            binding.SetInput(1, a, [length]);
            binding.SetOutput(0);
            binding.Run(CancellationToken.None);

            Assert.Equal(profile, ((RtxBinding)binding).Profile());
            Assert.Equal(new TensorShape(length), binding.GetOutputShape(0));
        }
    }

    [Fact]
    public void Empty_tensors_run()
    {
        using RunningModel model = Open(RunningModel.Add(), "n=0..4..8");
        using ISessionBinding binding = model.Bind();
        using TensorMemory y = model.Room(MemoryKind.Device, 0);
        binding.SetInput(0, 0, [0]);
        binding.SetInput(1, 0, [0]);
        binding.SetOutput(0, y, [0]);

        binding.Run(CancellationToken.None);

        Assert.NotEqual(0, y.Address);
    }
}
