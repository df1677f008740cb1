using TypedRtx.Signatures;

namespace TypedRtx.SignatureTool;

/// <summary>Reads one model and writes what the build wants to know of it.</summary>
internal static class ModelSkim
{
    public static void Run(SkimRequest request)
    {
        // Taken before reading: a model that is written meanwhile is newer than its stamp and read again next time.
        DateTime started = DateTime.UtcNow;
        SkimResult result = Read(request.Model);
        OutputFile.WriteIfDifferent(request.Signature, result.Text);
        string externalList = string.Concat(result.ExternalFiles.Select(file => file + "\n"));
        OutputFile.WriteIfDifferent(request.ExternalList, externalList);
        if (result.IsFinal)
        {
            OutputFile.Touch(request.Stamp, started);
        }
        else
        {
            // What failed can be put right without touching the model, so the next build must look again.
            File.Delete(request.Stamp);
        }
    }

    /// <summary>The signature of a model; null where it cannot be read. Its weights are not looked for.</summary>
    public static ModelSignature? TryRead(string model)
    {
        try
        {
            return Open(model, OnnxModelReader.Read).Signature;
        }
        catch (Exception exception)
            when (exception is OnnxFormatException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static SkimResult Read(string model)
    {
        OnnxModelInfo info;
        try
        {
            info = Open(model, OnnxModelReader.ReadWithShapes);
        }
        catch (OnnxFormatException exception)
        {
            return SkimResult.Failed(new SignatureFailure(exception.Kind.ToString(), exception.Message), isFinal: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return SkimResult.Failed(new SignatureFailure(SignatureFailure.Missing, exception.Message), isFinal: false);
        }

        return CheckExternalFiles(Path.GetDirectoryName(Path.GetFullPath(model))!, info)
            ?? new SkimResult(
                info.Signature.ToString(), [.. info.ExternalDataFiles.Select(file => file.Location)], IsFinal: true);
    }

    private static OnnxModelInfo Open(string model, Func<Stream, OnnxModelInfo> read)
    {
        using FileStream stream = new(
            model, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        return read(stream);
    }

    /// <summary>What is wrong with what lies where the model says that its weights are, or null.</summary>
    private static SkimResult? CheckExternalFiles(string folder, OnnxModelInfo info)
    {
        foreach (ExternalDataFile file in info.ExternalDataFiles)
        {
            if (ExternalDataPlace.Check(folder, file) is { } found)
            {
                return found.Kind == SignatureFailure.ExternalMissing
                    ? SkimResult.Incomplete(found, info.Signature)
                    : SkimResult.Failed(found, isFinal: false);
            }
        }

        return null;
    }
}
