using TypedRtx.Backends;
using TypedRtx.Runtime;
using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.OnnxRuntime.Tests;

public sealed class ErrorTests
{
    private static readonly ModelSignature AddSignature = SignatureOf(TestModels.Add().ToBytes());

    [Fact]
    public void Failing_operator_is_named_with_its_node_and_reason()
    {
        using OpenModel model = OpenModel.From(TestModels.Gather());
        InferenceException error = Assert.Throws<InferenceException>(
            () => model.Run(TestTensor.Create([1f, 2f], 2), TestTensor.Create([5L], 1)));
        Assert.Equal(
            "ONNX Runtime could not run the model: operator Gather (node 'pick'): "
            + "indices element out of data bounds, idx=5 must be within the inclusive range [-2,1]",
            error.Message);
        Assert.Contains("Non-zero status code", (string)error.Data["OnnxRuntime.Message"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void Failed_run_leaves_a_binding_that_works()
    {
        using OpenModel model = OpenModel.From(TestModels.Gather());
        using ISessionBinding binding = model.Session.CreateBinding();
        HostMemory output = HostMemory.Allocate(4);
        Bindings.SetInput(binding, 0, TestTensor.Create([1f, 2f], 2));
        binding.SetOutput(0, output, new TensorShape(1));
        Bindings.SetInput(binding, 1, TestTensor.Create([5L], 1));
        Assert.Throws<InferenceException>(() => binding.Run(CancellationToken.None));
        Bindings.SetInput(binding, 1, TestTensor.Create([1L], 1));
        binding.Run(CancellationToken.None);
        Assert.Equal(2f, BitConverter.ToSingle(output.Bytes));
    }

    [Fact]
    public void Bytes_that_are_no_model_are_named()
    {
        ModelFileException error = Assert.Throws<ModelFileException>(
            () => new OpenModel(ModelSource.FromBytes("no model"u8.ToArray(), "test.onnx"), AddSignature));
        Assert.Matches(@"^ONNX Runtime 1\.\d+\.\d+ cannot load 'test\.onnx': .*[Pp]rotobuf", error.Message);
    }

    [Fact]
    public void File_that_is_no_model_is_named()
    {
        using TempFolder folder = new();
        string path = folder.Write("broken model ä.onnx", "no model");
        ModelFileException error = Assert.Throws<ModelFileException>(
            () => new OpenModel(ModelSource.FromFile(path), AddSignature));
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_file_is_named()
    {
        using TempFolder folder = new();
        string path = folder.PathOf("missing.onnx");
        ModelFileException error = Assert.Throws<ModelFileException>(
            () => new OpenModel(ModelSource.FromFile(path), AddSignature));
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_operator_is_named()
    {
        OnnxModelBuilder builder = new OnnxModelBuilder()
            .Input("x", ElementType.Float32, "n")
            .Output("y", ElementType.Float32, "n")
            .Node("Frobnicate", ["x"], ["y"]);
        TypedRtxException error = Assert.ThrowsAny<TypedRtxException>(() => OpenModel.From(builder));
        Assert.Contains("Frobnicate", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("onnxruntime_src", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_external_data_is_named()
    {
        using TempFolder folder = new();
        OnnxModelBuilder builder = TestModels.Add();
        builder.Graph.Input.RemoveAt(1);
        string path = builder.ExternalInitializer("b", ElementType.Float32, [1000], "weights.bin", 0, 4000).Save(folder.PathOf("model.onnx"));
        TypedRtxException error = Assert.ThrowsAny<TypedRtxException>(() => OpenModel.FromFile(path));
        Assert.Contains("weights.bin", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void External_data_beside_the_model_is_read()
    {
        using TempFolder folder = new();
        OnnxModelBuilder builder = TestModels.Add();
        builder.Graph.Input.RemoveAt(1);
        float[] weights = [.. Enumerable.Range(0, 1000).Select(i => (float)i)];
        folder.Write("weights.bin", System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(weights).ToArray());
        string path = builder.ExternalInitializer("b", ElementType.Float32, [1000], "weights.bin", 0, 4000).Save(folder.PathOf("model ä.onnx"));
        using OpenModel model = OpenModel.FromFile(path);
        TestTensor output = model.Run(new TestTensor(ElementType.Float32, [1000], new byte[4000]))[0];
        Assert.Equal(weights, output.ToArray<float>());
    }

    private static ModelSignature SignatureOf(byte[] model)
    {
        using MemoryStream stream = new(model);
        return OnnxModelReader.Read(stream).Signature;
    }
}
