using Microsoft.Win32.SafeHandles;
using TypedRtx.Native;
using TypedRtx.Signatures;

namespace TypedRtx.Runtime;

/// <summary>Checks and opens the files that hold a model's weights, so that no native library opens what a model names.</summary>
internal static class ExternalData
{
    /// <summary>Maps every file that a model needs bytes of.</summary>
    /// <exception cref="ModelFileException">A file is missing, too short, no file, or reached through a link.</exception>
    public static ExternalDataMap[] Open(ModelDescriptor model, ModelSource source, OnnxModelInfo info, ModelOptions options)
    {
        if (info.ExternalDataFiles.Count == 0)
        {
            return [];
        }

        if (source.Path is null)
        {
            throw new ModelFileException(
                $"{model.Name}: {source.Display} keeps weights in '{info.ExternalDataFiles[0].Location}', which a model in memory cannot find. "
                + "Load it from a file beside its data.");
        }

        string folder = Path.GetDirectoryName(source.Path)!;
        ThrowIfMissing(model, source, folder, info);
        List<ExternalDataMap> maps = [];
        try
        {
            foreach (ExternalDataFile file in info.ExternalDataFiles)
            {
                if (Open(folder, file, options.AllowLinkedExternalData, out string? refusal) is { } map)
                {
                    maps.Add(map);
                }
                else if (refusal is not null)
                {
                    throw new ModelFileException($"{model.Name}: '{source.Display}' cannot be used. {refusal}");
                }
            }

            return [.. maps];
        }
        catch (Exception e)
        {
            maps.ForEach(map => map.Dispose());
            throw e is IOException or UnauthorizedAccessException
                ? new ModelFileException($"{model.Name}: '{source.Display}' keeps weights in a file that cannot be read. {e.Message}", e)
                : e;
        }
    }

    private static void ThrowIfMissing(ModelDescriptor model, ModelSource source, string folder, OnnxModelInfo info)
    {
        List<string> missing =
        [
            .. info.ExternalDataFiles
                .Select(file => Path.Combine(folder, file.Location))
                .Where(path => !Path.Exists(path))
                .Select(path => $"'{path}'"),
        ];
        if (missing.Count > 0)
        {
            throw new ModelFileException(
                $"{model.Name}: '{source.Display}' keeps weights in files that are not there: {string.Join(", ", missing)}. "
                + "Deploy them in the model's folder.");
        }
    }

    private static ExternalDataMap? Open(string folder, ExternalDataFile file, bool allowLinks, out string? refusal)
    {
        string path = Path.Combine(folder, file.Location);
        refusal = Judge(folder, file, path, allowLinks);
        if (refusal is not null || file.Length == 0)
        {
            return refusal is null ? ExternalDataMap.Empty(file.Location) : null;
        }

        using SafeFileHandle handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);

        // Once more on what is open now, in case the name led elsewhere meanwhile.
        long length = RandomAccess.GetLength(handle);
        refusal = Judge(folder, file, path, allowLinks)
            ?? (length < file.Length ? ExternalDataPlace.TooShort(file, length).Message : null);
        if (refusal is null && !allowLinks && HardLinks.Count(handle) is > 1 and long links)
        {
            refusal = $"Its weights are in '{file.Location}', a file with {links} names (hard links), which may be a file of "
                + "somebody else. Copy it, or set ModelOptions.AllowLinkedExternalData for a model that you trust.";
        }

        return refusal is null ? ExternalDataMap.Open(file.Location, handle, length) : null;
    }

    private static string? Judge(string folder, ExternalDataFile file, string path, bool allowLinks)
    {
        SignatureFailure? failure = ExternalDataPlace.Check(folder, file);
        if (failure?.Kind != SignatureFailure.ExternalOutside)
        {
            return failure?.Message;
        }

        if (!allowLinks)
        {
            return $"{failure.Message[..^1]}, or set ModelOptions.AllowLinkedExternalData for a model that you trust.";
        }

        FileInfo target = new(File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path);
        return !target.Exists || target.Length < file.Length
            ? ExternalDataPlace.TooShort(file, target.Exists ? target.Length : 0).Message
            : null;
    }
}
