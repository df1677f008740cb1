namespace TypedRtx.Cli.Tests.Doctor;

public sealed class DoctorCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Library_that_is_missing_is_told_with_places_and_advice()
    {
        ToolRun run = ToolRun.Of("doctor", "--library", _folder.PathOf("nothing"));

        Assert.Contains("missing TensorRT for RTX\n          searched:\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("        > It is NVIDIA's to distribute", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Provider_for_other_gpus_is_looked_for_too()
    {
        ToolRun run = ToolRun.Of("doctor", "--program", _folder.Path);

        Assert.Contains("missing ONNX Runtime on CUDA, for NVIDIA GPUs\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("        > GPU builds: ", run.Output, StringComparison.Ordinal);
        Assert.Contains(" With ONNX Runtime on a GPU: no. ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Folder_of_a_program_is_searched() => Assert.Contains(
        $"            {_folder.Path}: no file named ",
        ToolRun.Of("doctor", "--program", _folder.Path).Output,
        StringComparison.Ordinal);

    [Fact]
    public void Library_that_is_there_is_named_with_its_version()
    {
        ToolRun run = ToolRun.Of("doctor", "--library", RtxNative.Folder);

        Assert.Matches(@"ok      TensorRT for RTX\n          version 1\.\d+\.\d+\.\d+, .*tensorrt_rtx", run.Output);
        Assert.Contains("Engines can be built: yes.", run.Output, StringComparison.Ordinal);
    }
}
