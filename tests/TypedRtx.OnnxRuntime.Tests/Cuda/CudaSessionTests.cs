using System.Runtime.InteropServices;
using TypedRtx.Backends;
using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.OnnxRuntime.Tests.Cuda;

/// <summary>Sessions on a GPU: where tensors lie, and how they get there.</summary>
public sealed class CudaSessionTests : CudaDoubleTests
{
    [Fact]
    public void Host_tensors_are_copied_to_the_gpu_and_back()
    {
        using OpenModel model = OpenModel.On(Double.Backend, TestModels.Add(), Options);
        using ISessionBinding binding = model.Session.CreateBinding();
        HostMemory a = Bindings.SetInput(binding, 0, TestTensor.Create([1f, 2f], 2))!;
        Bindings.SetInput(binding, 1, TestTensor.Create([10f, 20f], 2));
        HostMemory y = model.Session.AllocateHost(8);
        binding.SetOutput(0, y, new TensorShape(2));
        binding.Run(CancellationToken.None);
        Assert.Equal([11f, 22f], Floats(y));
        MemoryMarshal.AsBytes<float>([5f, 6f]).CopyTo(a.Bytes);
        binding.Run(CancellationToken.None);

        Assert.Equal([15f, 26f], Floats(y));
        Assert.Equal(4, Double.Driver.CallCount("cuMemcpyHtoDAsync_v2"));
        Assert.Equal(2, Double.Driver.CallCount("cuMemcpyDtoHAsync_v2"));
        Assert.Equal(["arena_extend_strategy=kSameAsRequested cudnn_conv_algo_search=HEURISTIC device_id=0 stream"], Told("device_id"));
    }

    [Theory]
    [InlineData(64 << 20, 64 << 20)]
    [InlineData(300 << 20, 256 << 20)]
    public void Size_has_what_the_library_took_beside_the_arena(int taken, int told)
    {
        long plain;
        using (OpenModel model = OpenModel.On(Double.Backend, TestModels.Add(), Options))
        {
            plain = model.Session.ByteLength;
        }

        Double.WorkspaceByteLength = taken;
        using OpenModel second = OpenModel.On(Double.Backend, TestModels.Add(), Options);

        Assert.Equal(plain + told, second.Session.ByteLength);
    }

    [Fact]
    public void Device_tensors_are_bound_in_place()
    {
        using OpenModel model = OpenModel.On(Double.Backend, TestModels.Add(), Options);
        using ISessionBinding binding = model.Session.CreateBinding();
        using TensorMemory a = OnDevice(model.Session, 1f, 2f);
        using TensorMemory b = OnDevice(model.Session, 10f, 20f);
        using TensorMemory y = model.Session.Allocate(MemoryKind.Device, 8);
        binding.SetInput(0, a, new TensorShape(2));
        binding.SetInput(1, b, new TensorShape(2));
        binding.SetOutput(0, y, new TensorShape(2));
        long copies = Double.Driver.CallCount("cuMemcpyHtoDAsync_v2");
        binding.Run(CancellationToken.None);
        Assert.Equal(copies, Double.Driver.CallCount("cuMemcpyHtoDAsync_v2"));
        Assert.Equal(0, Double.Driver.CallCount("cuMemcpyDtoHAsync_v2"));
        byte[] result = new byte[8];
        binding.CopyOutput(0, result);

        Assert.Equal(MemoryKind.Device, model.Session.Resident);
        Assert.Equal([11f, 22f], MemoryMarshal.Cast<byte, float>(result).ToArray());
    }

    [Fact]
    public void Host_and_device_tensors_mix_and_take_each_others_place()
    {
        using OpenModel model = OpenModel.On(Double.Backend, TestModels.Add(), Options);
        using ISessionBinding binding = model.Session.CreateBinding();
        using TensorMemory b = OnDevice(model.Session, 10f, 20f);
        Bindings.SetInput(binding, 0, TestTensor.Create([1f, 2f], 2));
        binding.SetInput(1, b, new TensorShape(2));
        binding.SetOutput(0);
        binding.Run(CancellationToken.None);
        Assert.Equal([11.0, 22.0], Bindings.GetOutput(binding, 0, ElementType.Float32).ToDoubles());
        Bindings.SetInput(binding, 1, TestTensor.Create([3f, 3f, 3f], 3));
        Bindings.SetInput(binding, 0, TestTensor.Create([1f, 2f, 3f], 3));
        binding.Run(CancellationToken.None);
        Assert.Equal([4.0, 5.0, 6.0], Bindings.GetOutput(binding, 0, ElementType.Float32).ToDoubles());
        HostMemory y = HostMemory.Allocate(12);
        binding.SetOutput(0, y, new TensorShape(3));
        binding.Run(CancellationToken.None);
        Assert.Equal([4f, 5f, 6f], Floats(y));
    }

    [Fact]
    public void Output_of_open_shape_follows_the_data()
    {
        using OpenModel model = OpenModel.On(Double.Backend, TestModels.NonZero(), Options);
        using ISessionBinding binding = model.Session.CreateBinding();
        binding.SetOutput(0);
        for (int count = 3; count >= 0; count--)
        {
            Bindings.SetInput(binding, 0, TestTensor.Create([.. Enumerable.Range(0, 3).Select(i => i < count ? 1f : 0f)], 3));
            binding.Run(CancellationToken.None);
            Assert.Equal([1L, count], Bindings.GetOutput(binding, 0, ElementType.Int64).Dimensions);
        }
    }

    [Fact]
    public void Output_of_another_shape_than_bound_is_an_error_that_tells_it()
    {
        using OpenModel model = OpenModel.On(Double.Backend, TestModels.Add(), Options);
        using ISessionBinding binding = model.Session.CreateBinding();
        Bindings.SetInput(binding, 0, TestTensor.Create([1f, 2f], 2));
        Bindings.SetInput(binding, 1, TestTensor.Create([1f, 2f], 2));
        HostMemory y = HostMemory.Allocate(12);
        binding.SetOutput(0, y, new TensorShape(3));
        OutputShapeException error = Assert.Throws<OutputShapeException>(() => binding.Run(CancellationToken.None));
        Assert.Contains("[2]", error.Message, StringComparison.Ordinal);
        binding.SetOutput(0, y, new TensorShape(2));
        binding.Run(CancellationToken.None);
        Assert.Equal([2f, 4f], Floats(y)[..2]);
    }

    [Fact]
    public void Text_goes_through_the_library()
    {
        using OpenModel model = OpenModel.On(Double.Backend, TestModels.Identity(ElementType.String, "n"), Options);
        Assert.Equal(["a", "β"], model.Run(new TestTensor([2], ["a", "β"]))[0].Strings);
    }

    [Fact]
    public void What_the_library_wants_on_the_host_stays_there()
    {
        Double.OnHost.Add("i");
        using OpenModel model = OpenModel.On(Double.Backend, TestModels.Gather(), Options);
        Assert.Equal([3.0, 1.0], model.Run(TestTensor.Create([1f, 2f, 3f], 3), TestTensor.Create([2L, 0L], 2))[0].ToDoubles());
        Assert.Equal(1, Double.Driver.CallCount("cuMemcpyHtoDAsync_v2"));
    }

    [Fact]
    public void Memory_of_no_bytes_runs()
    {
        using OpenModel model = OpenModel.On(Double.Backend, TestModels.Identity(ElementType.Float32, "n"), Options);
        using ISessionBinding binding = model.Session.CreateBinding();
        binding.SetInput(0, (nint)0, new TensorShape(0));
        binding.SetOutput(0, HostMemory.Allocate(0), new TensorShape(0));
        binding.Run(CancellationToken.None);
        Assert.Equal([0], binding.GetOutputShape(0).Dimensions.ToArray());
    }

    [Fact]
    public void Memory_that_is_gone_or_too_small_is_refused()
    {
        using OpenModel model = OpenModel.On(Double.Backend, TestModels.Identity(ElementType.Float32, "n"), Options);
        using ISessionBinding binding = model.Session.CreateBinding();
        TensorMemory x = OnDevice(model.Session, 1f, 2f);
        Assert.Throws<ArgumentException>(() => binding.SetInput(0, x, new TensorShape(3)));
        binding.SetInput(0, x, new TensorShape(2));
        binding.SetOutput(0);
        binding.Run(CancellationToken.None);
        x.Dispose();
        Assert.Throws<ObjectDisposedException>(() => binding.Run(CancellationToken.None));
    }

    [Fact]
    public void Failure_of_the_driver_is_an_error_that_says_what_failed_and_nothing_stays_queued()
    {
        using OpenModel model = OpenModel.On(Double.Backend, TestModels.Identity(ElementType.Float32, "n"), Options);
        using ISessionBinding binding = model.Session.CreateBinding();
        Bindings.SetInput(binding, 0, TestTensor.Create([1f], 1));
        HostMemory y = HostMemory.Allocate(4);
        binding.SetOutput(0, y, new TensorShape(1));
        Double.Driver.Fail("cuMemcpyDtoHAsync_v2", RtxDoubleFailure.Null);
        InferenceException error = Assert.Throws<InferenceException>(() => binding.Run(CancellationToken.None));
        Assert.Contains("from the GPU to the host", error.Message, StringComparison.Ordinal);
        binding.Run(CancellationToken.None);
        Assert.Equal([1f], Floats(y));
    }

    [Fact]
    public void Session_may_go_before_its_bindings()
    {
        OpenModel model = OpenModel.On(Double.Backend, TestModels.Identity(ElementType.Float32, "n"), Options);
        ISessionBinding binding = model.Session.CreateBinding();
        Bindings.SetInput(binding, 0, TestTensor.Create([7f], 1));
        binding.SetOutput(0);
        model.Dispose();
        binding.Run(CancellationToken.None);
        Assert.Equal([7.0], Bindings.GetOutput(binding, 0, ElementType.Float32).ToDoubles());
        binding.Dispose();
        binding.Dispose();
        Assert.Throws<ObjectDisposedException>(() => binding.Run(CancellationToken.None));
    }

    [Fact]
    public async Task Runs_go_side_by_side_where_they_may()
    {
        using OpenModel model = OpenModel.On(Double.Backend, TestModels.Add(), Options with { MaxConcurrency = 4 });
        Assert.DoesNotContain(Double.Told, line => line.EndsWith("stream", StringComparison.Ordinal));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Task.Run(() =>
        {
            using ISessionBinding binding = model.Session.CreateBinding();
            for (int run = 0; run < 50; run++)
            {
                Bindings.SetInput(binding, 0, TestTensor.Create([(float)thread, run], 2));
                Bindings.SetInput(binding, 1, TestTensor.Create([1f, 2f], 2));
                HostMemory y = HostMemory.Allocate(8);
                binding.SetOutput(0, y, new TensorShape(2));
                binding.Run(CancellationToken.None);
                Assert.Equal([thread + 1f, run + 2f], Floats(y));
            }
        })));
    }

    private static float[] Floats(HostMemory memory) => MemoryMarshal.Cast<byte, float>(memory.Bytes).ToArray();

    private static TensorMemory OnDevice(IInferenceSession session, params float[] values)
    {
        TensorMemory memory = session.Allocate(MemoryKind.Device, values.Length * sizeof(float));
        memory.Write(0, MemoryMarshal.AsBytes<float>(values));
        return memory;
    }

    private string[] Told(string word) => [.. Double.Told.Where(line => line.Contains(word, StringComparison.Ordinal))];
}
