using System.Numerics.Tensors;
using TypedRtx.Runtime;

namespace TypedRtx.Tests.Runtime;

public sealed class RunTests
{
    private static readonly string[] Doubling = ["input \"x\" float32[a, b]", "output \"y\" float32[a, b]"];
    private static readonly string[] Unknown = ["input \"x\" float32[n]", "output \"y\" float32[?]"];
    private static readonly string[] Echo = ["input \"x\" string[n]", "output \"y\" string[n]"];

    [Theory]
    [InlineData(2)]
    [InlineData(60)]
    public void Transposed_and_sliced_inputs_give_the_values_of_their_shape(int side)
    {
        using AnyModel model = AnyModel.Open(Kernels.Double, Doubling);
        float[] data = [.. Enumerable.Range(0, side * side).Select(i => (float)i)];
        Tensor<float> tensor = Tensor.Create(data, [side, side]);
        Tensor<float> transposed = Tensor.PermuteDimensions(tensor, [1, 0]);
        TensorView<float> columns = new(data.AsSpan(1), new TensorShape(side, side - 1), [side, 1]);

        OutputLease dense = model.Run<float>(tensor);
        OutputLease flipped = model.Run<float>(transposed);
        OutputLease sliced = model.Run(columns);

        Assert.Equal(2 * data[1], dense.View<float>(0)[0, 1]);
        Assert.Equal(2 * data[side], flipped.View<float>(0)[0, 1]);
        Assert.Equal(2 * data[side + 1], sliced.View<float>(0)[1, 0]);
        Assert.Equal(new TensorShape(side, side - 1), sliced.View<float>(0).Shape);
    }

    [Fact]
    public void Large_dense_input_is_bound_in_place_and_a_small_one_copied()
    {
        using AnyModel model = AnyModel.Open(Kernels.Double, Doubling);
        model.Run<float>(new float[1, 2047]).Dispose();
        Assert.Equal((1, 0), (model.Engine.InputsSet, model.Engine.AddressesSet));

        model.Run<float>(new float[1, 2048]).Dispose();
        Assert.Equal((1, 1), (model.Engine.InputsSet, model.Engine.AddressesSet));
    }

    [Fact]
    public void Buffers_that_borrowed_an_address_copy_again_when_the_next_input_is_strided()
    {
        using AnyModel model = AnyModel.Open(Kernels.Double, Doubling);
        float[] data = [.. Enumerable.Range(0, 64 * 64).Select(i => (float)i)];
        model.Run(new TensorView<float>(data, new TensorShape(64, 64))).Dispose();

        OutputLease flipped = model.Run(new TensorView<float>(data, new TensorShape(64, 64), [1, 64]));
        Assert.Equal(2f * 64, flipped.View<float>(0)[0, 1]);
        flipped.Dispose();
        OutputLease dense = model.Run(new TensorView<float>(data, new TensorShape(64, 64)));
        Assert.Equal(2f, dense.View<float>(0)[0, 1]);
        Assert.Equal(1, model.Engine.BindingsCreated);
    }

    [Fact]
    public void Scalars_pass_by_value()
    {
        using AnyModel model = AnyModel.Open(Kernels.Sum, "input \"x\" float32[]", "output \"y\" float32[]");

        Assert.Equal(3.5f, model.RunScalar(3.5f).Scalar<float>(0));
    }

    [Fact]
    public void Null_text_for_a_scalar_is_an_error_and_not_a_write_behind_the_memory()
    {
        using AnyModel model = AnyModel.Open(EchoText, "input \"x\" string[]", "output \"y\" string[]");

        Assert.Equal("hello", model.RunScalar("hello").Scalar<string>(0));
        Assert.Equal(
            "Any: element 0 of input 'x' is null; ONNX has no null strings. Pass \"\".",
            Assert.Throws<ArgumentException>(() => model.RunScalar<string>(null!)).Message);
        Assert.Equal(1, model.Engine.BindingsAlive);
    }

    [Fact]
    public void Text_goes_in_and_comes_out()
    {
        using AnyModel model = AnyModel.Open(EchoText, Echo);

        Assert.Equal(["a", "", "ü"], model.Run<string>((string[])["a", "", "ü"]).View<string>(0).ToArray());
        Assert.Equal(0, model.Run<string>((string[])[]).View<string>(0).Length);
    }

    [Fact]
    public void Unknown_rank_takes_any_shape()
    {
        using AnyModel model = AnyModel.Open(Kernels.Double, "input \"x\" float32[..]", "output \"y\" float32[..]");

        OutputLease matrix = model.Run<float>(new float[,] { { 1, 2 } });
        OutputLease scalar = model.Run(new TensorView<float>([5f], TensorShape.Scalar));

        Assert.Equal(new TensorShape(1, 2), matrix.View<float>(0).Shape);
        Assert.Equal(4f, matrix.View<float>(0)[0, 1]);
        Assert.Equal(10f, scalar.Scalar<float>(0));
    }

    [Fact]
    public void Unknown_output_shape_is_copied_once_and_then_written_in_place()
    {
        using AnyModel model = AnyModel.Open(Kernels.Double, Unknown);
        for (int i = 1; i <= 3; i++)
        {
            OutputLease lease = model.Run<float>((float[])[i, 2 * i]);
            Assert.Equal([2f * i, 4f * i], lease.View<float>(0).ToArray());
            lease.Dispose();
        }

        Assert.Equal((1, 1, 3), (model.Engine.OutputsCopied, model.Engine.OutputsSet, model.Engine.Runs));
    }

    [Fact]
    public void Data_dependent_shape_is_right_in_every_run()
    {
        using AnyModel model = AnyModel.Open(Kernels.Positive, Unknown);
        foreach (float[] input in (float[][])[[1, -1, 2], [1, 2, 3], [-1, -2, -3], [4, 5, -6], [-1, 7, -1]])
        {
            OutputLease lease = model.Run<float>(input);
            Assert.Equal([.. input.Where(value => value > 0)], lease.View<float>(0).ToArray());
            lease.Dispose();
        }
    }

    [Fact]
    public void Data_dependent_shape_in_several_buffers_is_forgotten_once()
    {
        using AnyModel model = AnyModel.Open(Kernels.Positive, Unknown);
        OutputLease[] leases = [.. Enumerable.Range(0, 5).Select(_ => model.Run<float>((float[])[1, -1, 2]))];
        foreach (OutputLease lease in leases)
        {
            lease.Dispose();
        }

        // All five are bound for two elements now; each meets another length on its own.
        leases = [.. Enumerable.Range(0, 5).Select(_ => model.Run<float>((float[])[1, -1, 2]))];
        foreach (OutputLease lease in leases)
        {
            lease.Dispose();
        }

        leases = [.. Enumerable.Range(0, 5).Select(i => model.Run<float>((float[])[i + 1, -1, -1]))];
        Assert.All(leases, (lease, i) => Assert.Equal([i + 1f], lease.View<float>(0).ToArray()));
    }

    [Fact]
    public void Declared_shape_that_is_not_so_is_left_to_the_backend()
    {
        using AnyModel model = AnyModel.Open(Kernels.Positive, "input \"x\" float32[n]", "output \"y\" float32[n]");

        Assert.Equal([1f, 2f], model.Run<float>((float[])[1, -1, 2]).View<float>(0).ToArray());
    }

    [Fact]
    public void Shape_error_that_binding_again_does_not_cure_reaches_the_caller()
    {
        using AnyModel model = AnyModel.Open(static (_, _) => throw new OutputShapeException("No."), Doubling);

        Assert.Equal("No.", Assert.Throws<OutputShapeException>(() => model.Run<float>(new float[1, 1])).Message);
        Assert.Equal(0, model.Engine.BindingsAlive);
    }

    [Fact]
    public void Output_that_is_too_large_names_itself_and_frees_the_binding()
    {
        using AnyModel model = AnyModel.Open(Kernels.Double, "input \"x\" int8[n]", "output \"y\" float32[n, n, n]");

        Assert.Equal(
            "Any: output 'y' of shape [1000, 1000, 1000] takes 4,000,000,000 bytes; at most 2,147,483,527 are supported. Use smaller dimensions.",
            Assert.Throws<TensorShapeException>(() => model.Run<sbyte>(new sbyte[1000])).Message);
        Assert.Equal(0, model.Engine.BindingsAlive);
    }

    [Theory]
    [InlineData(FakeStep.CreateBinding)]
    [InlineData(FakeStep.SetInput)]
    [InlineData(FakeStep.SetOutput)]
    [InlineData(FakeStep.Run)]
    [InlineData(FakeStep.GetOutputShape)]
    [InlineData(FakeStep.CopyOutput)]
    public void Failure_at_any_call_frees_the_buffers_and_the_place(FakeStep step)
    {
        using AnyModel model = AnyModel.Open(Kernels.Double, new ModelOptions { MaxConcurrency = 1 }, Unknown);
        model.Engine.FailAt = step;

        Assert.Same(model.Engine.Failure, Assert.Throws<InferenceException>(() => model.Run<float>((float[])[1, 2])));
        Assert.Equal(0, model.Engine.BindingsAlive);
        Assert.Equal([2f], model.Run<float>((float[])[1]).View<float>(0).ToArray());
    }

    [Fact]
    public void Concurrent_runs_give_each_thread_its_answer_and_keep_the_limit()
    {
        using AnyModel model = AnyModel.Open(Kernels.Double, new ModelOptions { MaxConcurrency = 3 }, Doubling);
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, thread =>
        {
            for (int i = 0; i < 500; i++)
            {
                int columns = i % 12 == 0 ? 3000 : (i % 11) + 1;
                float[] data = new float[columns];
                Array.Fill(data, (1000 * thread) + i);
                OutputLease lease = model.Run(new TensorView<float>(data, new TensorShape(1, columns)));
                Assert.Equal(-1, lease.View<float>(0).Span.IndexOfAnyExcept(2f * ((1000 * thread) + i)));
                lease.Dispose();
            }
        });

        Assert.InRange(model.Engine.MostInFlight, 1, 3);
        Assert.Equal(4000, model.Engine.Runs);
    }

    private static void EchoText(FakeBinding binding, CancellationToken cancellationToken) =>
        binding.Output(0, binding.Text(0), binding.InputShape(0));
}
