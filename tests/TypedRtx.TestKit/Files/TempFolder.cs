namespace TypedRtx.TestKit;

/// <summary>A new, empty folder for one test, deleted with all it holds on disposal.</summary>
public sealed class TempFolder : IDisposable
{
    /// <summary>What the names of all such folders begin with.</summary>
    public const string Prefix = "typedrtx-test-";

    /// <summary>Makes the folder.</summary>
    public TempFolder() => Path = Directory.CreateTempSubdirectory(Prefix).FullName;

    /// <summary>The full path.</summary>
    public string Path { get; }

    /// <summary>The full path of a file or folder inside, which need not exist.</summary>
    public string PathOf(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>Writes a text file, with the folders it needs, and gives its full path.</summary>
    public string Write(string relativePath, string text)
    {
        string path = MakeParent(relativePath);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Writes a binary file, with the folders it needs, and gives its full path.</summary>
    public string Write(string relativePath, byte[] bytes)
    {
        string path = MakeParent(relativePath);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <summary>Deletes the folder; files that a process still holds open stay behind.</summary>
    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A native library or a child process may hold a file; the test's result does not depend on it.
        }
    }

    private string MakeParent(string relativePath)
    {
        string path = PathOf(relativePath);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        return path;
    }
}
