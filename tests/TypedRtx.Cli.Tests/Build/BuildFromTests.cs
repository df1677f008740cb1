namespace TypedRtx.Cli.Tests.Build;

/// <summary>Which engines a program's classes ask for.</summary>
public sealed class BuildFromTests : IDisposable
{
    private readonly CompiledProgram _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void Engines_are_listed_with_the_profiles_that_the_classes_declare()
    {
        ToolRun run = List().AssertEnded(ExitCodes.Done);

        Assert.EndsWith(
            $"""
            TypedRtx.Cli.Tests.FixedModel
              model   {_program.PathOf("fixed.onnx")}
              engine  {_program.PathOf("fixed.rtxengine")}
            TypedRtx.Cli.Tests.RowsModel
              model    {_program.PathOf("models", "rows.onnx")}
              profile  small: rows=1..4
              profile  wide: rows=1..8..64
              engine   {_program.PathOf("models", "rows.rtxengine")}

            """.ReplaceLineEndings("\n"),
            run.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Engines_go_below_the_output_folder_under_the_paths_of_the_models() => Assert.Contains(
        $"engine   {_program.PathOf("out", "models", "rows.rtxengine")}",
        List("--output-dir", _program.PathOf("out")).Output, StringComparison.Ordinal);

    [Fact]
    public void Class_without_a_profile_is_skipped_with_one_to_add() => Assert.Contains(
        "OpenModel: skipped, the class declares no profile, and lengths of rows are needed. Add [OptimizationProfile(\"main\", \"rows=1..8..64\")]",
        List().Output,
        StringComparison.Ordinal);

    [Fact]
    public void Class_without_a_profile_is_a_warning_of_MSBuild() => Assert.Contains(
        $"{_program.PathOf("open.onnx")} : warning TRTX0208: No engine is built of TypedRtx.Cli.Tests.OpenModel: ",
        List("--msbuild").Error, StringComparison.Ordinal);

    [Fact]
    public void Embedded_model_is_skipped() => Assert.Contains("EmbeddedModel: skipped, it is embedded", List().Output, StringComparison.Ordinal);

    [Fact]
    public void Model_can_be_left_out() => Assert.Contains(
        "RowsModel: skipped, it is left out by --skip", List("--skip", "models/rows.onnx").Output, StringComparison.Ordinal);

    [Fact]
    public void Model_that_is_missing_is_an_error()
    {
        File.Delete(_program.PathOf("fixed.onnx"));

        Assert.Contains("fixed.onnx' cannot be read as a model", List().AssertEnded(ExitCodes.Failed).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Model_that_has_other_symbols_than_the_class_is_an_error()
    {
        _program.Write("models/rows.onnx", Models.Fixed());

        Assert.Contains(
            "RowsModel was compiled for a model with 1 free symbols", List().AssertEnded(ExitCodes.Failed).Error, StringComparison.Ordinal);
    }

    private ToolRun List(params string[] more) => ToolRun.Of(["build", "--from", _program.Assembly, "--list", .. more]);
}
