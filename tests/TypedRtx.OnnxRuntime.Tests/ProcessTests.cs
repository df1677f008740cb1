using TypedRtx.TestKit;

namespace TypedRtx.OnnxRuntime.Tests;

/// <summary>What a whole program shows: telemetry, command lines, standard error, the choice of the library.</summary>
public sealed class ProcessTests
{
    [Fact]
    public void Program_leaves_no_telemetry_behind()
    {
        using TempFolder home = new();
        ProcessRequest request = ChildProgram.Request("telemetry");
        request = request with
        {
            Environment = new Dictionary<string, string?>(request.Environment)
            {
                ["HOME"] = home.Path,
                ["XDG_CACHE_HOME"] = null,
                ["XDG_CONFIG_HOME"] = null,
                ["XDG_DATA_HOME"] = null,
                ["CI"] = null,
                ["TF_BUILD"] = null,
                ["GITHUB_ACTIONS"] = null,
                ["ORT_DISABLE_TELEMETRY"] = null,
            },
        };
        ProcessResult result = ProcessRunner.Run(request).AssertSuccess();
        Assert.Contains("answer 1 2 3", result.Output, StringComparison.Ordinal);
        Assert.Contains("ORT_DISABLE_TELEMETRY=1", result.Output, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(home.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void Program_with_a_long_command_line_runs()
    {
        string word = new('x', 100_000);
        ProcessResult result = ProcessRunner.Run(ChildProgram.Request("run", word, word, word)).AssertSuccess();
        Assert.Contains("answer 1 2 3", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("fail")]
    public void Program_sees_nothing_on_standard_error(string scenario)
    {
        ProcessResult result = ProcessRunner.Run(ChildProgram.Request(scenario)).AssertSuccess();
        Assert.Equal("", result.Error);
    }

    [Fact]
    public void Library_asked_for_by_path_and_missing_is_an_error_with_the_trace()
    {
        using TempFolder folder = new();
        string path = folder.PathOf("nowhere.so");
        ProcessResult result = ProcessRunner.Run(ChildProgram.Request("verdict", "Cpu", path)).AssertSuccess();
        Assert.StartsWith("False: The library of ONNX Runtime was not found.", result.Output, StringComparison.Ordinal);
        Assert.Contains($"  {path}: no such file or folder, though the options name it", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Path_that_does_not_fit_leaves_the_usual_places_to_auto()
    {
        using TempFolder folder = new();
        ProcessResult result = ProcessRunner.Run(ChildProgram.Request("verdict", "Auto", folder.Path)).AssertSuccess();
        Assert.StartsWith("True: ONNX Runtime 1.", result.Output, StringComparison.Ordinal);
    }
}
