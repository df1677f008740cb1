namespace TypedRtx.TestKit;

/// <summary>Where a test's snapshots lie: <c>Snapshots/Class.Method#hint.verified.cs</c> beside its source.</summary>
internal static class SnapshotPath
{
    public const string FolderName = "Snapshots";
    public const string VerifiedMark = ".verified.";
    public const string ReceivedMark = ".received.";
    public const char HintSeparator = '#';

    private static readonly char[] Forbidden =
        [.. "\"<>|:*?\\/", .. Enumerable.Range(0, 32).Select(code => (char)code)];

    /// <summary>Folder, class, method and variant of a test: what the paths of its files begin with.</summary>
    public static string PrefixOf(string callerFilePath, string method, string? variant)
    {
        string source = RepositoryFiles.FromCaller(callerFilePath);
        string className = Path.GetFileNameWithoutExtension(source);
        string test = variant is null ? $"{className}.{method}" : $"{className}.{method}.{Clean(variant)}";
        return Path.Combine(Path.GetDirectoryName(source)!, FolderName, test);
    }

    public static string VerifiedOf(string prefix, SnapshotFile file) =>
        $"{prefix}{HintSeparator}{Clean(file.Name)}{VerifiedMark}{file.Extension}";

    public static string ReceivedOf(string verified)
    {
        int mark = verified.LastIndexOf(VerifiedMark, StringComparison.Ordinal);
        return string.Concat(verified.AsSpan(0, mark), ReceivedMark, verified.AsSpan(mark + VerifiedMark.Length));
    }

    private static string Clean(string name) =>
        new([.. name.Select(letter => Array.IndexOf(Forbidden, letter) < 0 ? letter : '_')]);
}
