using TypedRtx.Runtime;
using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.OnnxRuntime.Tests;

public sealed class OrtModelSizeTests
{
    [Fact]
    public void Small_model_is_tiny_in_memory_and_in_a_file()
    {
        using TempFolder folder = new();
        byte[] model = TestModels.Add().ToBytes();
        Assert.True(OrtModelSize.IsTiny(ModelSource.FromBytes(model, "test.onnx")));
        Assert.True(OrtModelSize.IsTiny(ModelSource.FromFile(folder.Write("model.onnx", model))));
    }

    [Fact]
    public void Weights_count_wherever_they_are()
    {
        using TempFolder folder = new();
        byte[] inside = TestModels.Add().Initializer("w", new float[50_000], 50_000).ToBytes();
        string outside = TestModels.Add()
            .ExternalInitializer("w", ElementType.Float32, [50_000], "weights.bin", 0, 200_000)
            .Save(folder.PathOf("model.onnx"));
        Assert.False(OrtModelSize.IsTiny(ModelSource.FromBytes(inside, "test.onnx")));
        Assert.False(OrtModelSize.IsTiny(ModelSource.FromFile(outside)));
    }

    [Fact]
    public void What_cannot_be_read_is_not_tiny()
    {
        using TempFolder folder = new();
        Assert.False(OrtModelSize.IsTiny(ModelSource.FromFile(folder.PathOf("missing.onnx"))));
        Assert.False(OrtModelSize.IsTiny(ModelSource.FromFile(folder.Write("broken.onnx", "broken"))));
    }
}
