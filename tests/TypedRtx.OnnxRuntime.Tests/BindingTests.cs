using System.Runtime.InteropServices;
using TypedRtx.Backends;
using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.OnnxRuntime.Tests;

public sealed class BindingTests
{
    [Fact]
    public void Bound_memory_may_be_rewritten_between_runs()
    {
        using OpenModel model = OpenModel.From(TestModels.Identity(ElementType.Float32, "n"));
        using ISessionBinding binding = model.Session.CreateBinding();
        HostMemory input = HostMemory.Allocate(8);
        HostMemory output = HostMemory.Allocate(8);
        binding.SetInput(0, input, new TensorShape(2));
        binding.SetOutput(0, output, new TensorShape(2));
        for (int run = 0; run < 3; run++)
        {
            float[] values = [run, -run];
            MemoryMarshal.AsBytes<float>(values).CopyTo(input.Bytes);
            binding.Run(CancellationToken.None);
            Assert.Equal(input.Bytes.ToArray(), output.Bytes.ToArray());
        }
    }

    [Fact]
    public void Output_of_open_shape_follows_the_data_from_run_to_run()
    {
        using OpenModel model = OpenModel.From(TestModels.NonZero());
        using ISessionBinding binding = model.Session.CreateBinding();
        binding.SetOutput(0);
        for (int count = 4; count >= 0; count--)
        {
            float[] values = [.. Enumerable.Range(0, 4).Select(i => i < count ? 1f : 0f)];
            Bindings.SetInput(binding, 0, TestTensor.Create(values, 4));
            binding.Run(CancellationToken.None);
            TestTensor output = Bindings.GetOutput(binding, 0, ElementType.Int64);
            Assert.Equal([1L, count], output.Dimensions);
            Assert.Equal(Enumerable.Range(0, count).Select(i => (long)i), output.ToArray<long>());
        }
    }

    [Fact]
    public void Output_may_change_between_open_and_bound()
    {
        using OpenModel model = OpenModel.From(TestModels.Identity(ElementType.Float32, "n"));
        using ISessionBinding binding = model.Session.CreateBinding();
        for (int run = 1; run <= 4; run++)
        {
            TestTensor input = TestTensor.Create([.. Enumerable.Range(0, run).Select(i => (float)i)], run);
            Bindings.SetInput(binding, 0, input);
            if (run % 2 == 0)
            {
                binding.SetOutput(0, HostMemory.Allocate(4 * run), new TensorShape(run));
            }
            else
            {
                binding.SetOutput(0);
            }

            binding.Run(CancellationToken.None);
            Assert.Equal(input.Data, Bindings.GetOutput(binding, 0, ElementType.Float32).Data);
        }
    }

    [Fact]
    public void Outputs_bound_in_another_order_keep_their_index()
    {
        OnnxModelBuilder builder = new OnnxModelBuilder().Input("x", ElementType.Float32, "n");
        builder.Output("a", ElementType.Float32, "n").Node("Neg", ["x"], ["a"]);
        builder.Output("b", ElementType.Float32, "n").Node("Abs", ["x"], ["b"]);
        builder.Output("c", ElementType.Float32, "n").Node("Sqrt", ["x"], ["c"]);
        using OpenModel model = OpenModel.From(builder);
        using ISessionBinding binding = model.Session.CreateBinding();
        Bindings.SetInput(binding, 0, TestTensor.Create([4f], 1));
        binding.SetOutput(2);
        binding.SetOutput(0);
        binding.Run(CancellationToken.None);
        Assert.Equal([2.0], Bindings.GetOutput(binding, 2, ElementType.Float32).ToDoubles());
        Assert.Equal([-4.0], Bindings.GetOutput(binding, 0, ElementType.Float32).ToDoubles());
    }

    [Fact]
    public void Optional_input_that_is_not_set_takes_its_default()
    {
        OnnxModelBuilder builder = TestModels.Add().Initializer("b", [10f, 20f], 2);
        using OpenModel model = OpenModel.From(builder);
        Assert.Equal([11.0, 22.0], model.Run(TestTensor.Create([1f, 2f], 2))[0].ToDoubles());
        Assert.Equal([6.0, 8.0], model.Run(TestTensor.Create([1f, 2f], 2), TestTensor.Create([5f, 6f], 2))[0].ToDoubles());
    }

    [Fact]
    public void Missing_required_input_is_an_error_that_names_it()
    {
        using OpenModel model = OpenModel.From(TestModels.Add());
        InferenceException error = Assert.Throws<InferenceException>(() => model.Run(TestTensor.Create([1f], 1)));
        Assert.Contains("b", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Memory_too_small_is_an_error_that_names_the_bytes()
    {
        using OpenModel model = OpenModel.From(TestModels.Identity(ElementType.Float32, "n"));
        using ISessionBinding binding = model.Session.CreateBinding();
        HostMemory memory = HostMemory.Allocate(8);
        ArgumentException input = Assert.Throws<ArgumentException>(() => binding.SetInput(0, memory, new TensorShape(3)));
        ArgumentException output = Assert.Throws<ArgumentException>(() => binding.SetOutput(0, memory, new TensorShape(3)));
        Assert.StartsWith("'x' of shape [3] takes 12 bytes, and its memory has 8.", input.Message, StringComparison.Ordinal);
        Assert.StartsWith("'y' of shape [3] takes 12 bytes, and its memory has 8.", output.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Destination_too_small_is_an_error_that_names_the_bytes()
    {
        using OpenModel model = OpenModel.From(TestModels.Identity(ElementType.Float32, "n"));
        using ISessionBinding binding = model.Session.CreateBinding();
        Bindings.SetInput(binding, 0, TestTensor.Create([1f, 2f], 2));
        binding.SetOutput(0);
        binding.Run(CancellationToken.None);
        ArgumentException error = Assert.Throws<ArgumentException>(() => binding.CopyOutput(0, new byte[4]));
        Assert.StartsWith("'y' has 8 bytes, and the destination 4.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Output_has_no_value_before_a_run()
    {
        using OpenModel model = OpenModel.From(TestModels.Identity(ElementType.Float32, "n"));
        using ISessionBinding binding = model.Session.CreateBinding();
        binding.SetOutput(0);
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => binding.GetOutputShape(0));
        Assert.Contains("'y'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Session_has_host_memory_only()
    {
        using OpenModel model = OpenModel.From(TestModels.Identity(ElementType.Float32, "n"));
        Assert.Equal(MemoryKind.Host, model.Session.Allocate(MemoryKind.Host, 16).Kind);
        Assert.Throws<NotSupportedException>(() => model.Session.Allocate(MemoryKind.Device, 16));
        Assert.Equal(Environment.ProcessorCount, model.Session.DefaultConcurrency);
    }
}
