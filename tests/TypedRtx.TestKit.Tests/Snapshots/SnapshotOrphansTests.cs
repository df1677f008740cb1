namespace TypedRtx.TestKit.Tests;

public sealed class SnapshotOrphansTests
{
    [Fact]
    public void Baselines_that_no_test_claims_are_orphans()
    {
        using TempFolder folder = new();
        string here = $"{nameof(SnapshotOrphansTests)}.{nameof(Baselines_that_no_test_claims_are_orphans)}";
        string notRun = $"{nameof(SnapshotOrphansTests)}.{nameof(Not_a_test_and_never_run)}";
        folder.Write($"Snapshots/{here}#claimed.verified.txt", "a\n");
        folder.Write($"Snapshots/{here}#old.verified.txt", "a\n");
        folder.Write($"Snapshots/{here}.variant#old.verified.txt", "a\n");
        folder.Write($"Snapshots/{notRun}#a.verified.txt", "a\n");
        folder.Write("Snapshots/GoneTests.Method#a.verified.txt", "a\n");
        SnapshotVerifier.FindDifferences(
            folder.PathOf("Snapshots", here), [new SnapshotFile("claimed", "txt", "a\n")], accept: false);

        IReadOnlyList<string> orphans = SnapshotOrphans.Find(folder.Path, typeof(SnapshotOrphansTests).Assembly);

        Assert.Equal(
            ["GoneTests.Method#a.verified.txt", $"{here}#old.verified.txt", $"{here}.variant#old.verified.txt"],
            orphans.Select(Path.GetFileName));
    }

    private static void Not_a_test_and_never_run()
    {
    }
}
