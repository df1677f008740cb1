using TypedRtx.Backends;
using TypedRtx.Runtime;
using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.TensorRtRtx.Tests;

public sealed class DoubleRefusalTests
{
    [Fact]
    public void Card_that_the_library_takes_can_run()
    {
        using RtxDouble twin = RtxDouble.Create();

        Assert.True(Verdict(twin).IsUsable);
    }

    [Fact]
    public void Card_that_the_library_refuses_cannot_run_and_may_be_tried()
    {
        using RtxDouble twin = RtxDouble.Create();
        twin.Set("refuse_card", 1);

        BackendVerdict verdict = Verdict(twin);

        Assert.Equal((false, true), (verdict.IsUsable, verdict.MayBeTried));
    }

    [Fact]
    public void Engine_on_a_card_that_the_library_refuses_is_not_opened()
    {
        using RtxDouble twin = RtxDouble.Create();
        twin.Set("refuse_card", 1);
        twin.Set("compute_capability", 90);

        InferenceException error = Assert.Throws<InferenceException>(() => DoubleModel.Open(twin, DoubleModels.Sum(), DoubleModels.UpTo4("batch")));

        Assert.Contains("compute capability 9.0", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Machine_without_a_GPU_cannot_run()
    {
        using RtxDouble twin = RtxDouble.Create();
        twin.Set("no_device", 1);

        Assert.False(Verdict(twin).IsUsable);
    }

    [Fact]
    public void Version_that_is_not_known_cannot_run()
    {
        using RtxDouble twin = RtxDouble.Create();
        twin.Set("version", 10400);

        Assert.False(Verdict(twin).IsUsable);
    }

    [Fact]
    public void Operator_without_an_importer_is_named()
    {
        using RtxDouble twin = RtxDouble.Create();
        OnnxModelBuilder model = new OnnxModelBuilder()
            .Input("x", ElementType.Float32, 3)
            .Output("z", ElementType.Float32, 3)
            .Node("Det", ["x"], ["z"]);

        EngineBuildException error = Assert.Throws<EngineBuildException>(() => DoubleModel.Open(twin, model));

        Assert.Contains("Det", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_that_is_cancelled_ends()
    {
        using RtxDouble twin = RtxDouble.Create();
        using CancellationTokenSource source = new();
        EngineBuildRequest request = new(ModelSource.FromBytes(Fixed().ToBytes(), "test.onnx"));

        Assert.Throws<OperationCanceledException>(() => EngineBuilder.Load(twin.Folder)
            .Build(request, Stream.Null, new Watcher(source.Cancel), source.Token));
    }

    [Fact]
    public void Engine_of_the_same_model_has_the_same_bytes()
    {
        using RtxDouble twin = RtxDouble.Create();
        EngineBuilder builder = EngineBuilder.Load(twin.Folder);

        Assert.Equal(Bytes(builder), Bytes(builder));
    }

    private static byte[] Bytes(EngineBuilder builder)
    {
        using MemoryStream stream = new();
        builder.Build(
            new EngineBuildRequest(ModelSource.FromBytes(Fixed().ToBytes(), "test.onnx")), stream, null, CancellationToken.None);
        return stream.ToArray();
    }

    private static OnnxModelBuilder Fixed() => new OnnxModelBuilder()
        .Input("x", ElementType.Float32, 3)
        .Output("z", ElementType.Float32, 3)
        .Node("Relu", ["x"], ["z"]);

    private static BackendVerdict Verdict(RtxDouble twin) => new TensorRtRtxBackend(new RtxMachine(twin.CudaPath))
        .Verdict(DoubleModel.Request(twin, DoubleModels.Sum(), DoubleModels.UpTo4("batch")));

    private sealed class Watcher(Action onReport) : IProgress<EngineBuildProgress>
    {
        public void Report(EngineBuildProgress value) => onReport();
    }
}
