using TypedRtx.Signatures;

namespace TypedRtx.SignatureTool.Tests;

public sealed class ModelSkimTests : IDisposable
{
    private static readonly DateTime LongAgo = new(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc);

    private readonly TempFolder _folder = new();
    private readonly SkimRequest _request;

    public ModelSkimTests() => _request = new SkimRequest(
        _folder.PathOf("net.onnx"),
        _folder.PathOf("obj", "net.onnxsig"),
        _folder.PathOf("obj", "net.onnx.stamp"),
        _folder.PathOf("obj", "net.onnx.external"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Signature_is_that_of_the_reader()
    {
        byte[] model = Model().ToBytes();
        _folder.Write("net.onnx", model);

        ModelSkim.Run(_request);

        using MemoryStream stream = new(model);
        Assert.Equal(OnnxModelReader.ReadWithShapes(stream).Signature.ToString(), File.ReadAllText(_request.Signature));
        Assert.Equal("", File.ReadAllText(_request.ExternalList));
    }

    [Fact]
    public void Equal_signature_is_not_written_again_but_stamped()
    {
        _folder.Write("net.onnx", Model().ToBytes());
        ModelSkim.Run(_request);
        File.SetLastWriteTimeUtc(_request.Signature, LongAgo);
        File.SetLastWriteTimeUtc(_request.Stamp, LongAgo);

        ModelSkim.Run(_request);

        Assert.Equal(LongAgo, File.GetLastWriteTimeUtc(_request.Signature));
        Assert.True(File.GetLastWriteTimeUtc(_request.Stamp) > LongAgo);
    }

    [Fact]
    public void Damaged_model_leaves_the_reason_and_is_not_read_again()
    {
        _folder.Write("net.onnx", "");

        ModelSkim.Run(_request);

        Assert.Equal(nameof(OnnxFormatError.Empty), ReadFailure().Kind);
        Assert.True(File.Exists(_request.Stamp));
    }

    [Fact]
    public void Missing_model_is_looked_for_again()
    {
        _folder.Write("obj/net.onnx.stamp", "");

        ModelSkim.Run(_request);

        Assert.Equal(SignatureFailure.Missing, ReadFailure().Kind);
        Assert.Contains("net.onnx", ReadFailure().Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_request.Stamp));
    }

    [Fact]
    public void Missing_external_data_is_looked_for_again_and_then_listed()
    {
        OnnxModelBuilder model = Model().ExternalInitializer("w", ElementType.Float32, [3], "data/w.bin", length: 12);
        _folder.Write("net.onnx", model.ToBytes());
        ModelSkim.Run(_request);
        Assert.Equal(SignatureFailure.OfMissingExternal("data/w.bin"), ReadFailure());
        Assert.False(File.Exists(_request.Stamp));

        _folder.Write("data/w.bin", new byte[12]);
        ModelSkim.Run(_request);

        Assert.StartsWith("onnxsig 1\n", File.ReadAllText(_request.Signature), StringComparison.Ordinal);
        Assert.Equal("data/w.bin\n", File.ReadAllText(_request.ExternalList));
        Assert.True(File.Exists(_request.Stamp));
    }

    [Theory]
    [InlineData("../w.bin")]
    [InlineData("data/../../w.bin")]
    [InlineData("a\nb")]
    public void External_data_outside_the_folder_is_refused(string file)
    {
        _folder.Write("net.onnx", Model().ExternalInitializer("w", ElementType.Float32, [3], file, length: 12).ToBytes());

        ModelSkim.Run(_request);

        Assert.Equal(SignatureFailure.ExternalOutside, ReadFailure().Kind);
        Assert.Equal("", File.ReadAllText(_request.ExternalList));
    }

    [Fact]
    public void External_data_behind_a_link_is_refused_until_it_is_a_file()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need rights on Windows.");
        _folder.Write("net.onnx", Model().ExternalInitializer("w", ElementType.Float32, [3], "data/w.bin").ToBytes());
        _folder.Write("elsewhere/w.bin", new byte[12]);
        Directory.CreateSymbolicLink(_folder.PathOf("data"), "elsewhere");
        ModelSkim.Run(_request);
        Assert.Equal(SignatureFailure.OfLinkedExternal("data/w.bin", "data"), ReadFailure());
        Assert.False(File.Exists(_request.Stamp));

        Directory.Delete(_folder.PathOf("data"));
        _folder.Write("data/w.bin", new byte[12]);
        ModelSkim.Run(_request);

        Assert.StartsWith("onnxsig 1\n", File.ReadAllText(_request.Signature), StringComparison.Ordinal);
    }

    [Fact]
    public void External_data_that_is_too_short_says_by_how_much()
    {
        _folder.Write("net.onnx", Model().ExternalInitializer("w", ElementType.Float32, [3], "w.bin", offset: 4).ToBytes());
        _folder.Write("w.bin", new byte[12]);

        ModelSkim.Run(_request);

        Assert.Equal(SignatureFailure.ExternalMissing, ReadFailure().Kind);
        Assert.Contains(
            "has 12 bytes, while tensor \"w\" ends at byte 16", ReadFailure().Message, StringComparison.Ordinal);
    }

    private static OnnxModelBuilder Model() => new OnnxModelBuilder()
        .Input("x", ElementType.Float32, 3)
        .Output("y", ElementType.Float32, 3)
        .Node("Identity", ["x"], ["y"]);

    private SignatureFailure ReadFailure()
    {
        Assert.True(SignatureFailure.TryParse(File.ReadAllText(_request.Signature), out SignatureFailure? failure));
        return failure;
    }
}
