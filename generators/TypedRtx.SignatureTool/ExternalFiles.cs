using TypedRtx.Signatures;

namespace TypedRtx.SignatureTool;

/// <summary>Looks whether a model's external data files lie where the model says and may.</summary>
internal static class ExternalFiles
{
    /// <summary>
    /// What is wrong with them, or null. Files count as inside by their spelling; links are the user's own affair.
    /// </summary>
    public static SkimResult? Check(string folder, IReadOnlyList<string> files)
    {
        foreach (string file in files)
        {
            string path = Path.GetFullPath(Path.Combine(folder, file));
            string inside = Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar;
            if (file.Any(char.IsControl) || !path.StartsWith(inside, StringComparison.Ordinal))
            {
                SignatureFailure failure = new(
                    SignatureFailure.ExternalOutside,
                    $"Its weights are in the file '{file}', which is no path below its own folder. Move the file "
                    + "beside the model and save the model again.");
                return SkimResult.Failed(failure, isFinal: true);
            }

            if (!File.Exists(path))
            {
                return SkimResult.Failed(SignatureFailure.OfMissingExternal(file), isFinal: false);
            }
        }

        return null;
    }
}
