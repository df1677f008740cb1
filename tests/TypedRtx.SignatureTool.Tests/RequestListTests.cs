namespace TypedRtx.SignatureTool.Tests;

public sealed class RequestListTests
{
    [Fact]
    public void Paths_with_blanks_quotes_and_bars_come_through()
    {
        IReadOnlyList<SkimRequest> requests = RequestList.Parse(
        [
            "model /a b/\"c\"|'d';#.onnx", "signature s 1", "stamp t=1", "external e",
            "",
            "model m", "signature s", "stamp t", "external x",
        ]);

        Assert.Equal(
            [new SkimRequest("/a b/\"c\"|'d';#.onnx", "s 1", "t=1", "e"), new SkimRequest("m", "s", "t", "x")],
            requests);
    }

    [Fact]
    public void Line_out_of_order_is_refused_with_its_number()
    {
        FormatException exception = Assert.Throws<FormatException>(() => RequestList.Parse(["model m", "stamp t"]));

        Assert.Equal("Line 2: expected 'signature PATH', found 'stamp t'.", exception.Message);
    }

    [Fact]
    public void List_that_ends_within_a_model_is_refused()
    {
        FormatException exception = Assert.Throws<FormatException>(() => RequestList.Parse(["model m", "signature s"]));

        Assert.Equal("The list ends where 'stamp PATH' was expected.", exception.Message);
    }

    [Fact]
    public void Approvals_are_pairs()
    {
        Assert.Equal(
            [new ApprovalRequest("a b.onnx", "a b.onnxsig"), new ApprovalRequest("c", "d")],
            RequestList.ParseApprovals(["model a b.onnx", "approved a b.onnxsig", "model c", "approved d"]));
    }
}
