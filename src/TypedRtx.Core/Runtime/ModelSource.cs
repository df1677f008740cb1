namespace TypedRtx.Runtime;

/// <summary>Where the bytes of a model are: in a file or in memory.</summary>
public sealed class ModelSource
{
    private ModelSource(string? path, ReadOnlyMemory<byte> bytes, string display)
    {
        Path = path;
        Bytes = bytes;
        Display = display;
    }

    /// <summary>The absolute path of the file; null for a model in memory.</summary>
    public string? Path { get; }

    /// <summary>The model's bytes; empty for a file.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>What messages call the model.</summary>
    public string Display { get; }

    /// <summary>A model in a file.</summary>
    public static ModelSource FromFile(string path)
    {
        string full = System.IO.Path.GetFullPath(path);
        return new ModelSource(full, default, full);
    }

    /// <summary>A model in memory.</summary>
    public static ModelSource FromBytes(ReadOnlyMemory<byte> bytes, string display) => new(null, bytes, display);
}
