using System.Reflection;

namespace TypedRtx.Native;

/// <summary>Which native library to look for, and where.</summary>
/// <param name="Name">The library's name without prefix and ending, for example <c>onnxruntime</c>.</param>
/// <param name="Symbol">A function that it must export; a library without it is passed over.</param>
public sealed record NativeLibraryQuery(string Name, string Symbol)
{
    /// <summary>
    /// A file, or a folder to look in, that is tried before everything else; null when the user named none.
    /// </summary>
    public string? Path { get; init; }

    /// <summary>
    /// Whether <see cref="Path"/> is the only place, so that nothing else stands in for what the user asked for.
    /// </summary>
    public bool PathOnly { get; init; }

    /// <summary>
    /// The version in the file name on Linux that is also looked for by name, the <c>1</c> of <c>.so.1</c>; null for
    /// none.
    /// </summary>
    public int? SoVersion { get; init; }

    /// <summary>The assembly whose folder is searched too; null for none.</summary>
    public Assembly? Assembly { get; init; }

    /// <summary>The folder of the program.</summary>
    public string ProgramFolder { get; init; } = AppContext.BaseDirectory;

    /// <summary>Folders that the host passes on, for example those of packages in the NuGet cache.</summary>
    public string? HostFolders { get; init; } = AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string;

    /// <summary>Whether the system's loader is asked by name in the end.</summary>
    public bool AskSystem { get; init; } = true;

    /// <summary>
    /// Says why a loaded library cannot be used, or null when it can; one that cannot is unloaded and the search goes
    /// on.
    /// </summary>
    public Func<nint, string?>? Refuse { get; init; }
}
