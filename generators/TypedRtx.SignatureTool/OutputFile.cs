namespace TypedRtx.SignatureTool;

/// <summary>Writes the small files of a build so that times change only when content does.</summary>
internal static class OutputFile
{
    /// <summary>
    /// Writes a text unless the file holds it already. By way of a temporary file, because an editor's design-time
    /// build and a build on the command line may write the same file at the same time.
    /// </summary>
    public static void WriteIfDifferent(string path, string text)
    {
        if (File.Exists(path) && File.ReadAllText(path) == text)
        {
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        string temporary = $"{path}.{Path.GetRandomFileName()}";
        File.WriteAllText(temporary, text);
        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>Makes an empty file, or gives the one there a new time.</summary>
    public static void Touch(string path, DateTime time)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        File.WriteAllText(path, "");
        File.SetLastWriteTimeUtc(path, time);
    }
}
