using TypedRtx.Signatures;

namespace TypedRtx.Runtime;

/// <summary>Checks that the files that hold a model's weights are there before a native library looks for them.</summary>
internal static class ExternalData
{
    public static void ThrowIfMissing(ModelDescriptor model, ModelSource source, OnnxModelInfo info)
    {
        if (info.ExternalDataFiles.Count == 0)
        {
            return;
        }

        if (source.Path is null)
        {
            throw new ModelFileException(
                $"{model.Name}: {source.Display} keeps weights in '{info.ExternalDataFiles[0]}', which a model in memory cannot find. "
                + "Load it from a file beside its data.");
        }

        string folder = Path.GetDirectoryName(source.Path)!;
        List<string> missing =
        [
            .. info.ExternalDataFiles.Where(file => !File.Exists(Path.Combine(folder, file))).Select(file => $"'{Path.Combine(folder, file)}'"),
        ];
        if (missing.Count > 0)
        {
            throw new ModelFileException(
                $"{model.Name}: '{source.Display}' keeps weights in files that are not there: {string.Join(", ", missing)}. "
                + "Deploy them in the model's folder.");
        }
    }
}
