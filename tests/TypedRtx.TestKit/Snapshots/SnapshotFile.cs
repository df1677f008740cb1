namespace TypedRtx.TestKit;

/// <summary>One text to compare with its baseline.</summary>
/// <param name="Name">What stands after <c>#</c> in the file name: a hint name without its last extension.</param>
/// <param name="Extension">The extension without a dot: <c>cs</c>, <c>txt</c>.</param>
/// <param name="Text">The text.</param>
public sealed record SnapshotFile(string Name, string Extension, string Text)
{
    /// <summary>A generated source; its first line in the snapshot says the hint name.</summary>
    public static SnapshotFile FromSource(string hintName, string text) =>
        new(Path.ChangeExtension(hintName, null), "cs", $"//HintName: {hintName}\n{text}");
}
