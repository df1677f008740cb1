namespace TypedRtx.NativeAssets;

/// <summary>What to fetch, how to know that it is right, and where to put which of its files.</summary>
/// <param name="Package">Name and exact version, <c>name@1.2.3</c>.</param>
/// <param name="Integrity">The tarball's hash as npm writes it, <c>sha512-…</c>.</param>
/// <param name="Destination">The folder to make.</param>
/// <param name="Archive">A tarball to use in place of npm's, or null.</param>
/// <param name="Files">The files to take.</param>
internal sealed record FetchOptions(
    string Package, string Integrity, string Destination, string? Archive, IReadOnlyList<ArchiveFile> Files)
{
    public static FetchOptions Parse(IReadOnlyList<string> arguments)
    {
        Dictionary<string, string> values = [];
        List<ArchiveFile> files = [];
        for (int i = 0; i + 1 < arguments.Count; i += 2)
        {
            if (arguments[i] == "--file")
            {
                string[] pair = arguments[i + 1].Split('=', 2);
                files.Add(new ArchiveFile(pair[0], pair[^1]));
            }
            else
            {
                values[arguments[i]] = arguments[i + 1];
            }
        }

        return new FetchOptions(
            Required("--package"),
            Required("--integrity"),
            Path.GetFullPath(Required("--destination")),
            values.GetValueOrDefault("--archive"),
            files.Count > 0 ? files : throw new FetchException("No --file path/in/archive=path/in/folder was given."));

        string Required(string name) => values.TryGetValue(name, out string? value)
            ? value
            : throw new FetchException($"The argument {name} is missing.");
    }
}

/// <summary>A file inside the tarball and its path below the destination.</summary>
internal readonly record struct ArchiveFile(string ArchivePath, string TargetPath);
