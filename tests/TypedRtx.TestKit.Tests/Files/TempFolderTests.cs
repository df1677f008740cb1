namespace TypedRtx.TestKit.Tests;

public sealed class TempFolderTests
{
    [Fact]
    public void Folders_are_different_and_gone_after_disposal()
    {
        string path;
        using (TempFolder one = new())
        {
            using TempFolder other = new();
            one.Write("a/b.txt", "text");
            path = one.Path;
            Assert.NotEqual(one.Path, other.Path);
            Assert.True(File.Exists(one.PathOf("a", "b.txt")));
        }

        Assert.False(Directory.Exists(path));
    }
}
