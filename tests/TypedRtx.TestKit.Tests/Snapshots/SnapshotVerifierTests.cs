namespace TypedRtx.TestKit.Tests;

public sealed class SnapshotVerifierTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void Generated_sources_and_diagnostics_equal_their_baselines() =>
        SnapshotVerifier.Verify(new GeneratorHarness(new LineGenerator())
            .WithFile("One.txt", "1").WithFile("Zero.txt", "").Run());

    [Theory]
    [InlineData("first")]
    [InlineData("second/part")]
    public void Variants_have_baselines_of_their_own(string variant) =>
        SnapshotVerifier.Verify($"{variant}\n", "text", variant: variant);

    [Fact]
    public void Missing_baseline_fails_and_leaves_the_received_text()
    {
        string? difference = Compare("text\n", accept: false);

        Assert.Contains("there is no baseline", difference, StringComparison.Ordinal);
        Assert.Equal("text\n", File.ReadAllText(_folder.PathOf("C.M#a.received.txt")));
    }

    [Fact]
    public void Accepted_text_becomes_the_baseline()
    {
        Compare("text\n", accept: false);

        Assert.Null(Compare("text\n", accept: true));
        Assert.Null(Compare("text\n", accept: false));
        Assert.Equal(["C.M#a.verified.txt"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void Different_text_fails_with_a_unified_diff()
    {
        Compare("1\n2\n3\n4\n5\n6\n7\n8\n9\n", accept: true);

        string? difference = Compare("1\n2\n3\n4\nfive\n6\n7\n8\n9\n", accept: false);

        Assert.Contains("\n-5\n+five\n", difference, StringComparison.Ordinal);
        Assert.Contains("@@ -2,7 +2,7 @@", difference, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_that_breaks_a_rule_is_not_accepted()
    {
        Assert.Contains("a tab", Compare("\t\n", accept: true), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    public void Dispose() => _folder.Dispose();

    private string? Compare(string text, bool accept) =>
        SnapshotVerifier.FindDifferences(_folder.PathOf("C.M"), [new SnapshotFile("a", "txt", text)], accept);
}
