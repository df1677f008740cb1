namespace TypedRtx.TestKit.Tests;

public sealed class SnapshotTextTests
{
    [Fact]
    public void Only_the_version_in_GeneratedCode_is_scrubbed() => Assert.Equal(
        "[global::System.CodeDom.Compiler.GeneratedCode(\"Ours\", \"VERSION\")] // 0.1.0\n",
        SnapshotText.Scrub("[global::System.CodeDom.Compiler.GeneratedCode(\"Ours\", \"0.1.0\")] // 0.1.0\n"));

    [Theory]
    [InlineData("a\r\n", "carriage return")]
    [InlineData("\ta\n", "tab")]
    [InlineData("a \n", "trailing blank")]
    [InlineData("a", "one newline")]
    [InlineData("a\n\n", "one newline")]
    [InlineData("\"/home/me/model.onnx\"\n", "absolute path")]
    [InlineData("// C:\\models\\a.onnx\n", "absolute path")]
    [InlineData("typedrtx-test-abc\n", "temporary folder")]
    public void Violation_is_named(string text, string expected) =>
        Assert.Contains(expected, SnapshotText.FindViolation(text), StringComparison.Ordinal);

    [Theory]
    [InlineData("/// <summary>float32 [N, 3]</summary>\n")]
    [InlineData("// https://example.org/home/page\n")]
    [InlineData("a / b // models/tmp/x\n")]
    public void Ordinary_text_obeys_the_rules(string text) => Assert.Null(SnapshotText.FindViolation(text));

    [Fact]
    public void Path_of_the_repository_is_absolute() =>
        Assert.NotNull(SnapshotText.FindViolation($"\"{RepositoryFiles.Root}\"\n"));
}
