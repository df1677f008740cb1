using TypedRtx.Signatures;

namespace TypedRtx.SignatureTool.Tests;

public sealed class ModelApprovalTests : IDisposable
{
    private const string Approved = "onnxsig 1\nopset \"\" 17\ninput \"x\" float32[n, 3]\noutput \"y\" float32[n, 3]\n";

    private static readonly DateTime LongAgo = new(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc);

    private readonly TempFolder _folder = new();
    private readonly ApprovalRequest _request;

    public ModelApprovalTests() => _request = new ApprovalRequest(_folder.PathOf("net.onnx"), _folder.PathOf("net.onnxsig"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Approval_holds_the_signature_of_the_model()
    {
        WriteModel();

        Assert.True(ModelApproval.Run(_request));

        Assert.Equal(Approved, File.ReadAllText(_request.Approved));
        Assert.Single(Directory.GetFiles(_folder.Path, "*.onnxsig*"));
    }

    [Fact]
    public void Approval_leaves_out_what_was_found_and_not_promised()
    {
        ModelSignature signature = ModelSignature.Parse(Approved + "relation n = 2*m\n");

        Assert.Equal(Approved, ModelApproval.TextOf(signature));
    }

    [Theory]
    [InlineData(Approved)]
    [InlineData("onnxsig 1\r\nopset \"\" 17\r\ninput \"x\" float32[n, 3]\r\noutput \"y\" float32[n, 3]\r\n")]
    public void Approval_that_says_the_same_is_not_written_again(string text)
    {
        WriteModel();
        _folder.Write("net.onnxsig", text);
        File.SetLastWriteTimeUtc(_request.Approved, LongAgo);

        Assert.False(ModelApproval.Run(_request));

        Assert.Equal(LongAgo, File.GetLastWriteTimeUtc(_request.Approved));
    }

    [Theory]
    [InlineData("<<<<<<< ours\n")]
    [InlineData(Approved + "relation n = 2*m\n")]
    public void Approval_that_says_something_else_is_written_anew(string text)
    {
        WriteModel();
        _folder.Write("net.onnxsig", text);

        Assert.True(ModelApproval.Run(_request));

        Assert.Equal(Approved, File.ReadAllText(_request.Approved));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no model")]
    [InlineData(null)]
    public void Model_that_cannot_be_read_leaves_its_approval_alone(string? content)
    {
        if (content is not null)
        {
            _folder.Write("net.onnx", content);
        }

        _folder.Write("net.onnxsig", Approved);

        Assert.False(ModelApproval.Run(_request));

        Assert.Equal(Approved, File.ReadAllText(_request.Approved));
    }

    [Fact]
    public void Read_only_approval_says_what_to_do_and_stays()
    {
        WriteModel();
        _folder.Write("net.onnxsig", "old\n");
        File.SetAttributes(_request.Approved, FileAttributes.ReadOnly);

        Assert.Contains(
            "read-only",
            Assert.Throws<UnauthorizedAccessException>(() => ModelApproval.Run(_request)).Message,
            StringComparison.Ordinal);

        Assert.Equal("old\n", File.ReadAllText(_request.Approved));
        File.SetAttributes(_request.Approved, FileAttributes.Normal);
    }

    private void WriteModel()
    {
        OnnxModelBuilder model = new OnnxModelBuilder()
            .Input("x", ElementType.Float32, "n", 3)
            .Output("y", ElementType.Float32, "n", 3)
            .Node("Identity", ["x"], ["y"]);
        _folder.Write("net.onnx", model.ToBytes());
    }
}
