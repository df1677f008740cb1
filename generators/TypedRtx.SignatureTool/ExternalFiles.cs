using TypedRtx.Signatures;

namespace TypedRtx.SignatureTool;

/// <summary>Looks whether a model's external data files lie where the model says and may.</summary>
internal static class ExternalFiles
{
    /// <summary>What is wrong with them, or null.</summary>
    public static SkimResult? Check(string folder, ModelSignature signature, IReadOnlyList<ExternalDataFile> files)
    {
        foreach (ExternalDataFile file in files)
        {
            string path = Path.GetFullPath(Path.Combine(folder, file.Location));
            string inside = Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar;
            if (file.Location.Any(char.IsControl) || !path.StartsWith(inside, StringComparison.Ordinal))
            {
                SignatureFailure failure = new(
                    SignatureFailure.ExternalOutside,
                    $"Its weights are in the file '{file.Location}', which is no path below its own folder. Move the "
                    + "file beside the model and save the model again.");
                return SkimResult.Failed(failure, isFinal: true);
            }

            if (ExternalDataPlace.Check(folder, file) is { } found)
            {
                return found.Kind == SignatureFailure.ExternalMissing
                    ? SkimResult.Incomplete(found, signature)
                    : SkimResult.Failed(found, isFinal: false);
            }
        }

        return null;
    }
}
