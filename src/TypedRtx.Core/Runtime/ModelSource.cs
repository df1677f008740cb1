namespace TypedRtx.Runtime;

/// <summary>Where the bytes of a model are: in a file or in memory.</summary>
public sealed class ModelSource
{
    private ModelSource(
        string? path, ReadOnlyMemory<byte> bytes, string display, IReadOnlyList<ExternalDataMap>? externalData = null)
    {
        Path = path;
        Bytes = bytes;
        Display = display;
        ExternalData = externalData ?? [];
    }

    /// <summary>The absolute path of the file; null for a model in memory.</summary>
    public string? Path { get; }

    /// <summary>The model's bytes; empty for a file.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>What messages call the model.</summary>
    public string Display { get; }

    /// <summary>
    /// The files that hold weights, checked and opened, so that a backend need not open what a model names. They stay until
    /// the model is loaded; a session that uses them longer holds them.
    /// </summary>
    public IReadOnlyList<ExternalDataMap> ExternalData { get; }

    /// <summary>A model in a file.</summary>
    public static ModelSource FromFile(string path)
    {
        string full = System.IO.Path.GetFullPath(path);
        return new ModelSource(full, default, full);
    }

    /// <summary>A model in memory.</summary>
    public static ModelSource FromBytes(ReadOnlyMemory<byte> bytes, string display) => new(null, bytes, display);

    /// <summary>Opens the model's bytes for reading; the files of weights are not part of them.</summary>
    /// <exception cref="IOException">The file is missing, a folder, or cannot be read.</exception>
    public Stream OpenRead() => Directory.Exists(Path)
        ? throw new IOException("It is a folder; a model file was expected.")
        : Path is not null
        ? new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0)
        : MemoryStreams.Over(Bytes);

    internal ModelSource With(IReadOnlyList<ExternalDataMap> externalData) => new(Path, Bytes, Display, externalData);
}
