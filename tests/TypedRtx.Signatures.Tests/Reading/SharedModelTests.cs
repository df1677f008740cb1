using TypedRtx.TestKit;

namespace TypedRtx.Signatures.Tests.Reading;

public sealed class SharedModelTests
{
    [Fact]
    public void Trained_models_are_read_as_protobuf_reads_them()
    {
        SharedFiles.Require("models");

        foreach (ModelCase model in SharedFiles.Models())
        {
            AssertSame(model.ModelPath);
        }
    }

    [Fact]
    public void Architectures_are_read_as_protobuf_reads_them()
    {
        SharedFiles.Require("architectures");

        foreach (string path in SharedFiles.Architectures())
        {
            Assert.Equal([Path.GetFileName(path) + ".data"], AssertSame(path).ExternalDataFiles);
        }
    }

    [Fact]
    public void Conformance_models_are_read_as_protobuf_reads_them()
    {
        SharedFiles.Require("onnx-conformance/cases.tar.gz");

        Assert.Equal(1_265, SharedFiles.ConformanceCases().Count(model => AssertSame(model.ModelPath) is not null));
    }

    [Fact]
    public void Decoder_has_its_cache_among_its_inputs()
    {
        string path = SharedFiles.Require("models/storyteller/storyteller.onnx");
        ModelSignature signature = Read(File.ReadAllBytes(path)).Signature;

        ValueSignature cache = Assert.Single(signature.Inputs, input => input.Name == "past_key_values.0.key");

        Assert.Equal("float32[batch_size, 2, past_sequence_length, 32]", cache.Type.ToString());
    }

    private static OnnxModelInfo AssertSame(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        OnnxModelInfo info = Read(bytes);
        ModelSignature expected = ProtobufOracle.Read(bytes);

        Assert.True(expected == info.Signature, $"{path}: expected\n{expected}found\n{info.Signature}");
        Assert.Equal(info.Signature, ModelSignature.Parse(info.Signature.ToString()));
        return info;
    }

    private static OnnxModelInfo Read(byte[] bytes) => Models.Read(bytes);
}
