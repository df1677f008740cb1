namespace TypedRtx.Cli.Tests.Warm;

/// <summary>What a command line may say, none of which needs a library. What warming does is shown where there is one, in the end-to-end tests.</summary>
public sealed class WarmArgumentsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Rows => _folder.Write("rows.onnx", Models.Rows());

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Model_has_to_be_named() => ToolRun.Of("warm").AssertEnded(ExitCodes.Usage);

    [Fact]
    public void Model_that_is_missing_is_an_error() =>
        Assert.Contains("cannot be read as a model", Warm(_folder.PathOf("no.onnx")).AssertEnded(ExitCodes.Failed).Error, StringComparison.Ordinal);

    [Theory]
    [InlineData("--backend", "gpu", "expected auto, cpu, cuda or tensorrt-rtx, found 'gpu'")]
    [InlineData("--dims", "rows=1..4", "expected one length of each symbol")]
    [InlineData("--dims", "rows=1 | rows=2", "--dims \"rows=1 | rows=2\": ")]
    [InlineData("--dims", "rows", "--dims \"rows\": ")]
    [InlineData("--dims", "rows=-1", "--dims \"rows=-1\": ")]
    [InlineData("--threads", "0", "expected a number from 1")]
    [InlineData("--profile", "small: rows=1 |", "--profile: ")]
    public void Value_that_is_not_understood_says_what_is_expected(string option, string value, string message) =>
        Assert.Contains(message, Warm(Rows, option, value).AssertEnded(ExitCodes.Usage).Error, StringComparison.Ordinal);

    [Fact]
    public void Program_and_library_are_not_understood() =>
        Assert.Contains("not both", Warm(Rows, "--program", ".").AssertEnded(ExitCodes.Usage).Error, StringComparison.Ordinal);

    [Theory]
    [InlineData("row=1", "row is no symbol of the model. The free symbols are rows; did you mean rows?\n")]
    [InlineData("rows=1, rows=2", "rows is there twice.\n")]
    [InlineData("x=1", "x is an input")]
    public void Lengths_that_do_not_fit_say_what_there_is(string dims, string message) =>
        Assert.Contains(message, Warm(Rows, "--dims", dims).AssertEnded(ExitCodes.Failed).Error, StringComparison.Ordinal);

    [Fact]
    public void Symbols_without_a_length_are_all_named() => Assert.Contains(
        "no length of columns, depth, and each free symbol needs one",
        Warm(_folder.Write("many.onnx", Models.Cube()), "--dims", "rows=1").AssertEnded(ExitCodes.Failed).Error,
        StringComparison.Ordinal);

    [Fact]
    public void Missing_library_is_told_with_every_place_searched_and_what_to_do()
    {
        ToolRun run = Warm(Rows, "--dims", "rows=1").AssertEnded(ExitCodes.NoLibrary);

        Assert.Contains($"{_folder.PathOf("nothing")}: no such file or folder", run.Error, StringComparison.Ordinal);
        Assert.Contains("--program names the folder of a program that has the library", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.PathOf("cache")));
    }

    private ToolRun Warm(string model, params string[] more) => ToolRun.Of(
        ["warm", model, "--backend", "cpu", "--cache", _folder.PathOf("cache"), "--library", _folder.PathOf("nothing"), .. more]);
}
