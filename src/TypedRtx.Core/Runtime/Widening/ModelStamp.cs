namespace TypedRtx.Runtime.Widening;

/// <summary>
/// Length and time of a model's file when it was loaded. An engine that is built later is built from the same file, or not at
/// all: results would change in the middle of a program, and the cache would keep an engine under another model's hash.
/// </summary>
internal readonly record struct ModelStamp(long Length, DateTime Written)
{
    /// <summary>The stamp of a model; the same for every model in memory.</summary>
    public static ModelStamp Of(ModelSource source)
    {
        if (source.Path is null)
        {
            return default;
        }

        FileInfo file = new(source.Path);
        return file.Exists ? new ModelStamp(file.Length, file.LastWriteTimeUtc) : default;
    }

    /// <summary>Looks at the file again.</summary>
    /// <exception cref="ModelFileException">It is another one by now.</exception>
    public void ThrowIfChanged(ModelDescriptor model, ModelSource source)
    {
        if (Of(source) != this)
        {
            throw new ModelFileException(
                $"{model.Name}: '{source.Display}' was changed or removed after it was loaded, so no engine for more lengths is built from it. "
                + "Load the model again.");
        }
    }
}
