namespace TypedRtx.Cli.Tests.Build;

/// <summary>What a command line may say, none of which needs the library.</summary>
public sealed class BuildArgumentsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Rows => _folder.Write("rows.onnx", Models.Rows());

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Nothing_to_build_is_not_understood() =>
        Assert.Contains("Name a model, or a program", ToolRun.Of("build").AssertEnded(ExitCodes.Usage).Error, StringComparison.Ordinal);

    [Fact]
    public void Model_and_program_are_not_understood() =>
        Assert.Contains("not both", ToolRun.Of("build", Rows, "--from", "a.dll").AssertEnded(ExitCodes.Usage).Error, StringComparison.Ordinal);

    [Fact]
    public void Profile_of_a_program_is_not_understood() => Assert.Contains(
        "belong to a model",
        ToolRun.Of("build", "--from", "a.dll", "--profile", "a: b=1").AssertEnded(ExitCodes.Usage).Error, StringComparison.Ordinal);

    [Fact]
    public void Unknown_command_is_not_understood() => ToolRun.Of("make").AssertEnded(ExitCodes.Usage);

    [Theory]
    [InlineData("--workspace", "much", "expected a size such as")]
    [InlineData("--compute-capability", "86", "expected a version such as 8.6")]
    [InlineData("--profile", "small: rows=1 |", "--profile: ")]
    public void Value_that_is_not_understood_says_what_is_expected(string option, string value, string message) =>
        Assert.Contains(message, ToolRun.Of("build", Rows, option, value).AssertEnded(ExitCodes.Usage).Error, StringComparison.Ordinal);

    [Fact]
    public void Model_with_symbols_needs_a_profile() => Assert.Contains(
        "--profile \"main: rows=1..8..64\"", ToolRun.Of("build", Rows, "--list").AssertEnded(ExitCodes.Failed).Error, StringComparison.Ordinal);

    [Fact]
    public void Profile_that_does_not_fit_is_refused_with_a_suggestion() => Assert.Contains(
        "did you mean rows?\n",
        ToolRun.Of("build", Rows, "--profile", "row=1", "--list").AssertEnded(ExitCodes.Failed).Error, StringComparison.Ordinal);

    [Fact]
    public void Model_of_strings_is_refused_before_the_library_is_looked_for() => Assert.Contains(
        "string", ToolRun.Of("build", _folder.Write("s.onnx", Models.Strings())).AssertEnded(ExitCodes.Failed).Error, StringComparison.Ordinal);

    [Fact]
    public void List_shows_profiles_and_the_engine_beside_the_model()
    {
        ToolRun run = ToolRun.Of("build", Rows, "--profile", "rows=1..4", "--profile", "wide: rows=1..8..64", "--list").AssertEnded(ExitCodes.Done);

        Assert.Equal(
            $"""
            rows.onnx
              model    {_folder.PathOf("rows.onnx")}
              profile  profile1: rows=1..4
              profile  wide: rows=1..8..64
              engine   {_folder.PathOf("rows.rtxengine")}

            """.ReplaceLineEndings("\n"),
            run.Output);
    }

    [Fact]
    public void Missing_library_is_told_with_every_place_searched()
    {
        ToolRun run = ToolRun.Of("build", Rows, "--profile", "rows=1", "--library", _folder.PathOf("nothing")).AssertEnded(ExitCodes.NoLibrary);

        Assert.Contains($"{_folder.PathOf("nothing")}: no such file or folder", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_library_is_an_error_of_MSBuild_in_one_line()
    {
        using CompiledProgram program = new();

        ToolRun run = ToolRun.Of("build", "--from", program.Assembly, "--library", _folder.PathOf("nothing"), "--msbuild")
            .AssertEnded(ExitCodes.NoLibrary);

        Assert.Single(run.Error.Trim().Split('\n'), line => line.StartsWith("TypedRtx : error TRTX0206: ", StringComparison.Ordinal));
    }
}
