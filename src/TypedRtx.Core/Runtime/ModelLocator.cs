namespace TypedRtx.Runtime;

/// <summary>Finds the model of a class where the build put it.</summary>
internal static class ModelLocator
{
    public static ModelSource Locate(ModelDescriptor model, ModelOptions options)
    {
        if (options.ModelPath is { } path)
        {
            return Existing(model, Path.Combine(AppContext.BaseDirectory, path), "ModelOptions.ModelPath names it");
        }

        return model.Delivery switch
        {
            ModelDelivery.Embed => Embedded(model),
            ModelDelivery.External => throw new ModelFileException(
                $"{model.Name}: the model {model.File} is not delivered with the program (TypedRtxDelivery=External). "
                + "Set ModelOptions.ModelPath, or call LoadFrom."),
            _ => Existing(model, Path.Combine(AppContext.BaseDirectory, model.Path), "the build copies it there"),
        };
    }

    public static byte[] ReadAll(Stream stream)
    {
        using MemoryStream bytes = new(stream.CanSeek ? (int)Math.Clamp(stream.Length - stream.Position, 0, Array.MaxLength) : 0);
        stream.CopyTo(bytes);
        return bytes.Capacity == bytes.Length ? bytes.GetBuffer() : bytes.ToArray();
    }

    private static ModelSource Existing(ModelDescriptor model, string path, string why)
    {
        string full = Path.GetFullPath(path);
        return File.Exists(full)
            ? ModelSource.FromFile(full)
            : throw new ModelFileException(
                $"{model.Name}: there is no model file '{full}' ({why}). Check that it is deployed with the program, "
                + "set ModelOptions.ModelPath, or call LoadFrom.");
    }

    private static ModelSource Embedded(ModelDescriptor model)
    {
        using Stream? stream = model.Assembly.GetManifestResourceStream(model.Path);
        return stream is null
            ? throw new ModelFileException(
                $"{model.Name}: the assembly {model.Assembly.GetName().Name} holds no resource '{model.Path}'. "
                + "The build embeds it for TypedRtxDelivery=Embed; rebuild the project.")
            : ModelSource.FromBytes(ReadAll(stream), $"{model.File} (embedded in {model.Assembly.GetName().Name})");
    }
}
