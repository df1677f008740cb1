using TypedRtx.Backends;
using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.TensorRtRtx.Tests;

/// <summary>Engines that are held against the class that they are to serve.</summary>
public sealed class EngineFitTests : DoubleTests
{
    [Fact]
    public void Engine_of_another_model_is_refused_with_every_difference()
    {
        OnnxModelBuilder compiled = new OnnxModelBuilder()
            .Input("a", ElementType.Int32, "n")
            .Output("y", ElementType.Float32, "n", 2)
            .Output("z", ElementType.Float32, "n");

        ModelMismatchException error = Assert.Throws<ModelMismatchException>(
            () => Open(RunningModel.Add(), compiled, "n=1..4..8"));

        Assert.Equal(
            """
            Model: the engine does not fit the class that was compiled for model.onnx:
              - input 'a' is float32[-1], compiled as int32[n].
              - output 'y' is float32[-1], compiled as float32[n, 2].
              - output 'z' float32[n] is missing.
              - input 'b' is new; the class does not set it.
            Build the engine from the model that the program was built with.
            """,
            error.Message,
            ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void Fixed_axis_of_another_length_is_refused()
    {
        OnnxModelBuilder engine = Identity(ElementType.Float32, 3);

        ModelMismatchException error = Assert.Throws<ModelMismatchException>(() => Open(engine, Identity(ElementType.Float32, 4)));

        Assert.Contains("input 'x' is float32[3], compiled as float32[4]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Input_that_the_engine_does_not_have_may_be_set_and_changes_nothing()
    {
        OnnxModelBuilder compiled = RunningModel.Add().Input("unused", ElementType.Float32, "n");
        using RunningModel model = Open(RunningModel.Add(), compiled, "n=1..4..8");
        using ISessionBinding binding = model.Bind();
        using TensorMemory a = model.Memory(MemoryKind.Host, 1, 2);
        binding.SetInput(0, a, [2]);
        binding.SetInput(1, a, [2]);
        binding.SetInput(2, a, [2]);
        binding.SetOutput(0);

        binding.Run(CancellationToken.None);

        Assert.Equal(new TensorShape(2), binding.GetOutputShape(0));
    }

    [Fact]
    public void Key_of_kernels_names_device_and_driver()
    {
        Caching.CacheKey engine = new("hash", "engine", new[] { "library=1.6.1.120" }.ToEquatableArray());

        Caching.CacheKey key = RtxRuntimeCache.KeyOf(engine, Device);

        Assert.Equal(("hash", "runtime-cache"), (key.Model, key.Kind));
        Assert.Contains($"device={Device.Name}", key.Parts);
        Assert.Contains("device-compute-capability=8.6", key.Parts);
        Assert.Contains("driver=12", key.Parts);
        Assert.Contains("library=1.6.1.120", key.Parts);
    }

    private static OnnxModelBuilder Identity(ElementType element, params OnnxDimension[] dimensions) => new OnnxModelBuilder()
        .Input("x", element, dimensions)
        .Output("y", element, dimensions)
        .Node("Identity", ["x"], ["y"]);
}
