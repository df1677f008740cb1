namespace TypedRtx.Repository.Tests;

/// <summary>The repository that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    /// <summary>Every source file of a kind, by path from the root, without build output.</summary>
    public static IEnumerable<string> Files(string pattern) =>
        Directory.EnumerateFiles(Root, pattern, SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(part => part is "bin" or "obj" or "artifacts" or ".git" or ".device"))
            .Order(StringComparer.Ordinal);

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string Find(DirectoryInfo? folder) => folder is null
        ? throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds TypedRtx.sln.")
        : File.Exists(Path.Combine(folder.FullName, "TypedRtx.sln")) ? folder.FullName : Find(folder.Parent);
}
