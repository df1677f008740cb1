using System.Formats.Tar;
using System.IO.Compression;
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
            AssertSame(model.ModelPath, File.ReadAllBytes(model.ModelPath));
        }
    }

    [Fact]
    public void Architectures_are_read_as_protobuf_reads_them()
    {
        SharedFiles.Require("architectures");

        foreach (string path in SharedFiles.Architectures())
        {
            ExternalDataFile file = Assert.Single(AssertSame(path, File.ReadAllBytes(path)).ExternalDataFiles);
            Assert.Equal(Path.GetFileName(path) + ".data", file.Location);
        }
    }

    [Fact]
    public void Conformance_models_are_read_as_protobuf_reads_them()
    {
        // Straight from the archive: most of it is test vectors, which would be thousands of files.
        using FileStream file = File.OpenRead(SharedFiles.Require("onnx-conformance/cases.tar.gz"));
        using GZipStream unzipped = new(file, CompressionMode.Decompress);
        using TarReader archive = new(unzipped);
        int models = 0;
        while (archive.GetNextEntry() is { } entry)
        {
            if (entry.DataStream is { } data && entry.Name.EndsWith(".onnx", StringComparison.Ordinal))
            {
                byte[] bytes = new byte[entry.Length];
                data.ReadExactly(bytes);
                AssertSame(entry.Name, bytes);
                models++;
            }
        }

        Assert.Equal(1_265, models);
    }

    [Fact]
    public void Decoder_has_its_cache_among_its_inputs()
    {
        string path = SharedFiles.Require("models/storyteller/storyteller.onnx");
        ModelSignature signature = Models.Read(File.ReadAllBytes(path)).Signature;

        ValueSignature cache = Assert.Single(signature.Inputs, input => input.Name == "past_key_values.0.key");

        Assert.Equal("float32[batch_size, 2, past_sequence_length, 32]", cache.Type.ToString());
    }

    private static OnnxModelInfo AssertSame(string name, byte[] bytes)
    {
        OnnxModelInfo info = Models.Read(bytes);
        ModelSignature expected = ProtobufOracle.Read(bytes);

        Assert.True(expected == info.Signature, $"{name}: expected\n{expected}found\n{info.Signature}");
        Assert.Equal(info.Signature, ModelSignature.Parse(info.Signature.ToString()));
        return info;
    }
}
