namespace TypedRtx.TestKit;

/// <summary>Finds files of the repository that the tests were built from.</summary>
public static class RepositoryFiles
{
    private const string Marker = "TypedRtx.sln";

    // What a deterministic build writes in place of the repository's folder.
    private const string MappedRoot = "/_/";

    private static readonly Lazy<string> LazyRoot = new(FindRoot);

    /// <summary>The repository's folder.</summary>
    /// <exception cref="DirectoryNotFoundException">The tests run outside the repository.</exception>
    public static string Root => LazyRoot.Value;

    /// <summary>The full path of a file or folder given relative to the repository.</summary>
    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>The real path for one that the compiler recorded by <c>[CallerFilePath]</c>.</summary>
    public static string FromCaller(string callerFilePath) =>
        callerFilePath.StartsWith(MappedRoot, StringComparison.Ordinal)
            ? PathOf(callerFilePath[MappedRoot.Length..])
            : callerFilePath;

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Marker)))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException(
            $"Expected {Marker} in {AppContext.BaseDirectory} or above; run the tests from their build output.");
    }
}
