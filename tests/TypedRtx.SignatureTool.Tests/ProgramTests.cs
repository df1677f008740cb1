namespace TypedRtx.SignatureTool.Tests;

public sealed class ProgramTests
{
    private static readonly string Tool = Path.Combine(AppContext.BaseDirectory, "TypedRtx.SignatureTool.dll");

    [Fact]
    public void Missing_list_is_an_error_in_the_form_of_the_build()
    {
        using TempFolder folder = new();

        ProcessResult result = ProcessRunner.Dotnet(folder.Path, Tool, "@requests.txt");

        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("requests.txt : error TRTX0001: ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_arguments_are_told_what_is_expected()
    {
        using TempFolder folder = new();

        ProcessResult result = ProcessRunner.Dotnet(folder.Path, Tool, "model.onnx");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("@file", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Bad_model_is_not_a_failure_of_the_tool()
    {
        using TempFolder folder = new();
        folder.Write("bad.onnx", "no model");
        folder.Write("requests.txt", "model bad.onnx\nsignature bad.onnxsig\nstamp bad.stamp\nexternal bad.external\n");

        ProcessResult result = ProcessRunner.Dotnet(folder.Path, Tool, "@requests.txt");

        Assert.Equal(0, result.ExitCode);
        string text = File.ReadAllText(folder.PathOf("bad.onnxsig"));
        Assert.StartsWith("onnxsig-error 1\nNotOnnx\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Approval_that_cannot_be_written_is_an_error_at_it_and_the_others_are_written()
    {
        using TempFolder folder = new();
        folder.Write("net.onnx", new OnnxModelBuilder()
            .Input("x", Signatures.ElementType.Float32, 1).Node("Identity", ["x"], ["y"])
            .Output("y", Signatures.ElementType.Float32, 1).ToBytes());
        File.SetAttributes(folder.Write("a.onnxsig", "old"), FileAttributes.ReadOnly);
        folder.Write("list.txt", "model net.onnx\napproved a.onnxsig\nmodel net.onnx\napproved b.onnxsig\n");

        ProcessResult result = ProcessRunner.Dotnet(folder.Path, Tool, "approve", "@list.txt");

        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith(
            "a.onnxsig : error TRTX0305: The approved signature cannot be written: The file is read-only. ",
            result.Error,
            StringComparison.Ordinal);
        Assert.Equal("b.onnxsig holds the approved signature of net.onnx.", result.Output.Trim());
        Assert.True(File.Exists(folder.PathOf("b.onnxsig")));
        File.SetAttributes(folder.PathOf("a.onnxsig"), FileAttributes.Normal);
    }
}
