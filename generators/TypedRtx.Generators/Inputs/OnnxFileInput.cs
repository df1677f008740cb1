// The second door reads the model by its path where no build targets made a text of it. GetText on a model is either
// build error CS2015 or silently wrong text (dotnet/roslyn#47292), and there is no other way to its bytes. Tried on SDK
// 10.0.401: CS2015 for digits, storyteller and resnet50, a "text" of 129 characters for a model of one Add.
#pragma warning disable RS1035 // Do not use APIs banned for analyzers: file access, in this file only.
using TypedRtx.Signatures;

namespace TypedRtx.Generators.Inputs;

/// <summary>The second door: the model file itself, skimmed by path; weights are jumped over.</summary>
internal static class OnnxFileInput
{
    public static FileReading Read(string path)
    {
        try
        {
            using FileStream stream = new(
                path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
            OnnxModelInfo model = OnnxModelReader.ReadWithShapes(stream);
            SignatureFailure? failure = ExternalFileFailure(path, model);
            return failure is null or { Kind: SignatureFailure.ExternalMissing }
                ? FileReading.Of(path, model.Signature, failure, model.ExternalDataFiles.Count > 0)
                : FileReading.OfFailure(path, failure);
        }
        catch (OnnxFormatException e)
        {
            return FileReading.OfFailure(path, e.Kind.ToString(), e.Message);
        }
        catch (Exception e)
            when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return FileReading.OfFailure(path, SignatureFailure.Missing, e.Message);
        }
    }

    private static SignatureFailure? ExternalFileFailure(string path, OnnxModelInfo model)
    {
        string folder = Path.GetDirectoryName(path) ?? "";
        return model.ExternalDataFiles
            .Select(file => ExternalDataPlace.Check(folder, file))
            .FirstOrDefault(failure => failure is not null);
    }
}
