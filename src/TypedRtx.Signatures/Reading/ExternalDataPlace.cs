// Both doors and the loader judge files alike, so this one lies here; the generator has these sources in itself.
#pragma warning disable RS1035 // Do not use APIs banned for analyzers: attributes of files, in this file and OnnxFileInput.cs.
namespace TypedRtx.Signatures;

/// <summary>Looks at what lies where a model says that its weights are, without opening it.</summary>
internal static class ExternalDataPlace
{
    /// <summary>
    /// What is wrong with a file, or null: a link that could lead out of the folder, no file, or one that is too short.
    /// </summary>
    /// <param name="folder">The model's folder. It may be reached through links; below it there are none.</param>
    /// <param name="file">The file, as the model names it.</param>
    public static SignatureFailure? Check(string folder, ExternalDataFile file)
    {
        string path = folder;
        FileAttributes attributes = FileAttributes.Directory;
        try
        {
            foreach (string segment in file.Location.Split('/'))
            {
                if (segment is "" or ".")
                {
                    continue;
                }

                path = Path.Combine(path, segment);
                attributes = File.GetAttributes(path);
                if ((attributes & FileAttributes.ReparsePoint) != 0)
                {
                    return SignatureFailure.OfLinkedExternal(file.Location, segment);
                }
            }

            if ((attributes & FileAttributes.Directory) != 0)
            {
                return Unusable(file, "is a folder; a file was expected.");
            }

            // Pipes and devices have no length, so they are never opened, which could wait for ever.
            long length = new FileInfo(path).Length;
            return length < file.Length ? TooShort(file, length) : null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return SignatureFailure.OfMissingExternal(file.Location);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Unusable(file, $"cannot be looked at: {e.Message}");
        }
    }

    /// <summary>The file ends before a weight does.</summary>
    public static SignatureFailure TooShort(ExternalDataFile file, long length) => Unusable(
        file,
        $"has {DimensionExpression.Number(length)} bytes, while {file.Tensor} ends at byte "
        + $"{DimensionExpression.Number(file.Length)}. Copy the file again; a Git LFS pointer, a pipe or a device is no file "
        + "with weights.");

    private static SignatureFailure Unusable(ExternalDataFile file, string what) => new(
        SignatureFailure.ExternalMissing, $"Its weights are in {SignatureText.Quote(file.Location)}, which {what}");
}
