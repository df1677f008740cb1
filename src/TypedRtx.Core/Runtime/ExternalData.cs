using Microsoft.Win32.SafeHandles;
using TypedRtx.Native;
using TypedRtx.Signatures;

namespace TypedRtx.Runtime;

/// <summary>Checks and opens the files that hold a model's weights, so that no native library opens what a model names.</summary>
internal static class ExternalData
{
    /// <summary>Maps every file that a model needs bytes of.</summary>
    /// <param name="model">What messages begin with: the class and a colon; empty where there is no class.</param>
    /// <param name="source">The model.</param>
    /// <param name="info">What it says of its files.</param>
    /// <param name="links">Whether they may be links.</param>
    /// <exception cref="ModelFileException">A file is missing, too short, no file, or reached through a link.</exception>
    public static ExternalDataMap[] Open(string model, ModelSource source, OnnxModelInfo info, ExternalDataLinks links)
    {
        if (info.ExternalDataFiles.Count == 0)
        {
            return [];
        }

        if (source.Path is null)
        {
            throw new ModelFileException(
                $"{model}{source.Display} keeps weights in '{info.ExternalDataFiles[0].Location}', which a model in memory cannot find. "
                + "Load it from a file beside its data.");
        }

        string folder = Path.GetDirectoryName(source.Path)!;
        ThrowIfMissing(model, source, folder, info);
        List<ExternalDataMap> maps = [];
        try
        {
            foreach (ExternalDataFile file in info.ExternalDataFiles)
            {
                if (Open(folder, file, links, out string? refusal) is { } map)
                {
                    maps.Add(map);
                }
                else if (refusal is not null)
                {
                    throw new ModelFileException($"{model}'{source.Display}' cannot be used. {refusal}");
                }
            }

            return [.. maps];
        }
        catch (Exception e)
        {
            maps.ForEach(map => map.Dispose());
            throw e is IOException or UnauthorizedAccessException
                ? new ModelFileException($"{model}'{source.Display}' keeps weights in a file that cannot be read. {e.Message}", e)
                : e;
        }
    }

    private static void ThrowIfMissing(string model, ModelSource source, string folder, OnnxModelInfo info)
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
                $"{model}'{source.Display}' keeps weights in files that are not there: {string.Join(", ", missing)}. "
                + "Deploy them in the model's folder.");
        }
    }

    private static ExternalDataMap? Open(string folder, ExternalDataFile file, ExternalDataLinks links, out string? refusal)
    {
        string path = Path.Combine(folder, file.Location);
        refusal = Judge(folder, file, path, links);
        if (refusal is not null || file.Length == 0)
        {
            return refusal is null ? ExternalDataMap.Empty(file.Location) : null;
        }

        using SafeFileHandle handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);

        // Once more on what is open now, in case the name led elsewhere meanwhile.
        long length = RandomAccess.GetLength(handle);
        refusal = Judge(folder, file, path, links)
            ?? (length < file.Length ? ExternalDataPlace.TooShort(file, length).Message : null);
        if (refusal is null && !links.AreAllowed && HardLinks.Count(handle) is > 1 and long names)
        {
            refusal = $"Its weights are in '{file.Location}', a file with {names} names (hard links), which may be a file of "
                + $"somebody else. Copy it, or set {links.Option} for a model that you trust.";
        }

        return refusal is null ? ExternalDataMap.Open(file.Location, handle, length) : null;
    }

    private static string? Judge(string folder, ExternalDataFile file, string path, ExternalDataLinks links)
    {
        SignatureFailure? failure = ExternalDataPlace.Check(folder, file);
        if (failure?.Kind != SignatureFailure.ExternalOutside)
        {
            return failure?.Message;
        }

        if (!links.AreAllowed)
        {
            return $"{failure.Message[..^1]}, or set {links.Option} for a model that you trust.";
        }

        FileInfo target = new(File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path);
        return !target.Exists || target.Length < file.Length
            ? ExternalDataPlace.TooShort(file, target.Exists ? target.Length : 0).Message
            : null;
    }
}
