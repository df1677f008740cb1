namespace TypedRtx.Tests;

public sealed class ModelBindingTests
{
    private static readonly string[] Doubling = ["input \"x\" float32[a, b]", "output \"y\" float32[a, b]"];
    private static readonly string[] Unknown = ["input \"x\" float32[n]", "output \"y\" float32[?]"];

    [Fact]
    public void Run_reads_what_the_inputs_hold_now()
    {
        using AnyModel model = AnyModel.Open(Kernels.Double, Doubling);
        using AnyModel.Binding binding = model.Bind(1, 2);
        for (int i = 1; i < 4; i++)
        {
            binding.In<float>()[1] = i;
            binding.Run(TestContext.Current.CancellationToken);
            Assert.Equal(2f * i, binding.Out<float>()[0, 1]);
        }
    }

    [Fact]
    public void Negative_and_oversized_dims_are_refused_with_the_tensor()
    {
        using AnyModel model = AnyModel.Open(Kernels.Double, Doubling);

        Assert.Equal(
            "Any: 'b' is -2, but a dimension is 0 or more.",
            Assert.Throws<TensorShapeException>(() => model.Bind(1, -2)).Message);
        Assert.Equal(
            "Any: input 'x' of shape [2147483647, 2147483647] takes more than 2^63 bytes; at most 2,147,483,527 are supported. Use smaller dimensions.",
            Assert.Throws<TensorShapeException>(() => model.Bind(int.MaxValue, int.MaxValue)).Message);
        Assert.Equal(0, model.Engine.BindingsAlive);
    }

    [Fact]
    public void Dims_that_give_no_length_are_refused()
    {
        using AnyModel model = AnyModel.Open(Kernels.Double, "input \"x\" float32[n]", "input \"w\" float32[n - 3]", "output \"y\" float32[n]");

        Assert.Equal(
            "Any: axis 0 of input 'w' must be n - 3, which is no length from 0 to 2147483647 with n = 2.",
            Assert.Throws<TensorShapeException>(() => model.Bind(2)).Message);
        Assert.Equal(0, model.Engine.BindingsAlive);
    }

    [Fact]
    public void Zero_dims_work()
    {
        using AnyModel model = AnyModel.Open(Kernels.Double, Doubling);
        using AnyModel.Binding binding = model.Bind(0, 7);
        binding.Run(TestContext.Current.CancellationToken);

        Assert.Equal(new TensorShape(0, 7), binding.Out<float>().Shape);
        Assert.Equal(0, binding.In<float>().Length);
    }

    [Fact]
    public void Output_of_unknown_shape_is_there_after_the_first_run()
    {
        using AnyModel model = AnyModel.Open(Kernels.Double, Unknown);
        using AnyModel.Binding binding = model.Bind(2);
        Assert.Equal(
            "Any: the shape of output 'y' does not follow from the symbols. Call Run() before reading it.",
            Assert.Throws<InvalidOperationException>(() => binding.Out<float>().Length).Message);

        for (int i = 1; i < 4; i++)
        {
            binding.In<float>().Fill(i);
            binding.Run(TestContext.Current.CancellationToken);
            Assert.Equal([2f * i, 2f * i], binding.Out<float>().ToArray());
        }

        Assert.Equal((1, 1), (model.Engine.OutputsCopied, model.Engine.OutputsSet));
    }

    [Fact]
    public void Data_dependent_output_changes_its_shape_from_run_to_run()
    {
        using AnyModel model = AnyModel.Open(Kernels.Positive, Unknown);
        using AnyModel.Binding binding = model.Bind(3);
        foreach (float[] input in (float[][])[[1, -1, 2], [1, 2, 3], [-1, -2, -3], [4, 5, -6]])
        {
            input.CopyTo(binding.In<float>());
            binding.Run(TestContext.Current.CancellationToken);
            Assert.Equal([.. input.Where(value => value > 0)], binding.Out<float>().ToArray());
        }
    }

    [Fact]
    public void Text_is_passed_anew_in_each_run()
    {
        using AnyModel model = AnyModel.Open(
            static (binding, _) => binding.Output(0, binding.Text(0), binding.InputShape(0)),
            "input \"x\" string[n]",
            "output \"y\" string[n]");
        using AnyModel.Binding binding = model.Bind(2);
        binding.In<string>()[1] = "b";
        binding.Run(TestContext.Current.CancellationToken);

        Assert.Equal(["", "b"], binding.Out<string>().ToArray());
    }

    [Fact]
    public void Disposed_binding_refuses_and_frees_its_part_once()
    {
        using AnyModel model = AnyModel.Open(Kernels.Double, Doubling);
        AnyModel.Binding binding = model.Bind(1, 1);
        binding.Dispose();
        binding.Dispose();

        Assert.Throws<ObjectDisposedException>(() => binding.Run(TestContext.Current.CancellationToken));
        Assert.Throws<ObjectDisposedException>(() => binding.In<float>().Length);
        Assert.Throws<ObjectDisposedException>(() => binding.Out<float>().Length);
        Assert.Equal(0, model.Engine.BindingsAlive);
    }

    [Fact]
    public void Binding_of_a_disposed_model_does_not_run()
    {
        AnyModel model = AnyModel.Open(Kernels.Double, Doubling);
        using AnyModel.Binding binding = model.Bind(1, 1);
        model.Dispose();

        Assert.Throws<ObjectDisposedException>(() => binding.Run(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(FakeStep.CreateBinding)]
    [InlineData(FakeStep.SetInput)]
    [InlineData(FakeStep.SetOutput)]
    public void Failure_while_binding_frees_what_was_made(FakeStep step)
    {
        using AnyModel model = AnyModel.Open(Kernels.Double, Doubling);
        model.Engine.FailAt = step;

        Assert.Throws<InferenceException>(() => model.Bind(1, 1));
        Assert.Equal(0, model.Engine.BindingsAlive);
    }

    [Fact]
    public void Failed_run_leaves_the_binding_usable_and_the_place_free()
    {
        using AnyModel model = AnyModel.Open(Kernels.Double, new ModelOptions { MaxConcurrency = 1 }, Doubling);
        using AnyModel.Binding binding = model.Bind(1, 1);
        model.Engine.FailAt = FakeStep.Run;
        Assert.Throws<InferenceException>(() => binding.Run(TestContext.Current.CancellationToken));
        Assert.ThrowsAny<OperationCanceledException>(() => binding.Run(new CancellationToken(canceled: true)));
        binding.In<float>()[0] = 3;
        binding.Run(TestContext.Current.CancellationToken);

        Assert.Equal(6f, binding.Out<float>()[0, 0]);
    }
}
