namespace TypedRtx.OnnxRuntime;

/// <summary>
/// The file that graphs without weights name, because the library has them name one that is there. It is empty: all weights are handed
/// over, and one that were not would be an error rather than wrong bytes.
/// </summary>
internal sealed class KeptWeightsPlace : IDisposable
{
    /// <summary>The file as graphs name it.</summary>
    public const string Name = "null";

    private readonly bool _isOwn;

    private KeptWeightsPlace(string folder, bool isOwn)
    {
        Folder = folder;
        _isOwn = isOwn;
    }

    /// <summary>The folder that it is in.</summary>
    public string Folder { get; }

    /// <summary>Finds it, or makes it where the system has none.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be made.</exception>
    public static KeptWeightsPlace Open()
    {
        if (!OperatingSystem.IsWindows())
        {
            return new KeptWeightsPlace("/dev", isOwn: false);
        }

        KeptWeightsPlace made = new(Directory.CreateTempSubdirectory("typedrtx-").FullName, isOwn: true);
        File.Create(Path.Combine(made.Folder, Name)).Dispose();
        return made;
    }

    public void Dispose()
    {
        if (_isOwn)
        {
            ScratchFolder.TryDelete(Folder);
        }
    }
}
