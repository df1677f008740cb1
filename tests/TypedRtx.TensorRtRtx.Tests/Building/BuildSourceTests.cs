using TypedRtx.Runtime;
using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.TensorRtRtx.Tests;

/// <summary>Where models come from, and what is said of files that are none.</summary>
public sealed class BuildSourceTests
{
    private const string Weights = "weights.bin";

    [Fact]
    public void Model_in_memory_and_in_a_file_give_the_same_engine()
    {
        using TempFolder folder = new();
        string path = BuildModels.Product().Save(folder.PathOf("model.onnx"));

        Assert.Equal(
            RealLibrary.Build(RealLibrary.Request(ModelSource.FromFile(path), "n=1..4")),
            RealLibrary.Build(RealLibrary.Request(BuildModels.Product(), "n=1..4")));
    }

    [Theory]
    [InlineData("with spaces.onnx")]
    [InlineData("größer_名前_🦊.onnx")]
    [InlineData("a folder/ünter/m o d e l.onnx")]
    public void Path_of_any_spelling_works(string name)
    {
        using TempFolder folder = new();

        Assert.NotEmpty(RealLibrary.Build(RealLibrary.Request(Saved(folder, name), "n=1..4")));
    }

    [Fact]
    public void Weights_in_another_file_give_the_engine_of_weights_inside()
    {
        using TempFolder folder = new();
        OnnxModelBuilder inside = BuildModels.Product();
        inside.Graph.Initializer[0].RawData = Google.Protobuf.ByteString.CopyFrom(WeightBytes());

        Assert.Equal(
            RealLibrary.Build(RealLibrary.Request(inside, "n=1..4")).Length,
            RealLibrary.Build(RealLibrary.Request(Saved(folder, "model.onnx"), "n=1..4")).Length);
    }

    [Fact]
    public void Model_in_memory_with_weights_in_a_file_is_refused()
    {
        ModelFileException error = Unusable(ModelSource.FromBytes(WithWeights().ToBytes(), "test.onnx"));

        Assert.Contains("which a model in memory cannot find", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_weights_are_named()
    {
        using TempFolder folder = new();

        ModelFileException error = Unusable(ModelSource.FromFile(WithWeights().Save(folder.PathOf("model.onnx"))));

        Assert.Contains(folder.PathOf(Weights), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_through_a_link_are_refused_unless_allowed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need rights on Windows.");
        using TempFolder folder = new();
        ModelSource source = Saved(folder, "model.onnx");
        File.Move(folder.PathOf(Weights), folder.PathOf("elsewhere"));
        File.CreateSymbolicLink(folder.PathOf(Weights), folder.PathOf("elsewhere"));

        Assert.Contains("EngineBuildRequest.AllowLinkedExternalData", Unusable(source).Message, StringComparison.Ordinal);
        Assert.NotEmpty(RealLibrary.Build(RealLibrary.Request(source, "n=1..4") with { AllowLinkedExternalData = true }));
    }

    [Fact]
    public void Missing_file_is_named()
    {
        using TempFolder folder = new();

        Assert.Contains(folder.PathOf("none.onnx"), Unusable(ModelSource.FromFile(folder.PathOf("none.onnx"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Folder_is_no_model()
    {
        using TempFolder folder = new();

        Assert.Contains("It is a folder", Unusable(ModelSource.FromFile(folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Junk_is_no_model()
    {
        byte[] junk = new byte[4096];
        new Random(1).NextBytes(junk);

        Assert.Contains("is not an ONNX model", Unusable(ModelSource.FromBytes(junk, "junk")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Truncated_file_is_told()
    {
        byte[] whole = BuildModels.Product().ToBytes();

        Assert.Contains("too early", Unusable(ModelSource.FromBytes(whole.AsMemory(0, whole.Length / 2), "cut")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Git_LFS_pointer_is_told()
    {
        using TempFolder folder = new();
        string path = folder.Write("model.onnx", "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n");

        Assert.Contains("git lfs pull", Unusable(ModelSource.FromFile(path)).Message, StringComparison.Ordinal);
    }

    private static ModelFileException Unusable(ModelSource source) => Assert.Throws<ModelFileException>(
        () => RealLibrary.Run(RealLibrary.Request(source, "n=1..4"), Stream.Null));

    private static OnnxModelBuilder WithWeights()
    {
        OnnxModelBuilder model = BuildModels.Product();
        model.Graph.Initializer.Clear();
        return model.ExternalInitializer("w", ElementType.Float32, [64, 64], Weights, 0, WeightBytes().Length);
    }

    private static byte[] WeightBytes() => System.Runtime.InteropServices.MemoryMarshal
        .AsBytes<float>([.. Enumerable.Range(0, 64 * 64).Select(i => i / 1000f)]).ToArray();

    private static ModelSource Saved(TempFolder folder, string name)
    {
        string path = WithWeights().Save(folder.PathOf(name));
        File.WriteAllBytes(Path.Combine(Path.GetDirectoryName(path)!, Weights), WeightBytes());
        return ModelSource.FromFile(path);
    }
}
