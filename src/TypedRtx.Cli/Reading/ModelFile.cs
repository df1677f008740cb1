using TypedRtx.Signatures;

namespace TypedRtx.Cli.Reading;

/// <summary>A model file that was read, its weights left aside.</summary>
/// <param name="Path">The full path.</param>
/// <param name="Info">What it says about itself.</param>
/// <param name="Plan">Its symbols and shapes.</param>
internal sealed record ModelFile(string Path, OnnxModelInfo Info, ShapePlan Plan)
{
    /// <summary>The folder, which weights lie in too.</summary>
    public string Folder => System.IO.Path.GetDirectoryName(Path)!;

    /// <summary>Reads a model, and follows the lengths of axes through its nodes.</summary>
    /// <exception cref="ToolException">It cannot be read, or is no model.</exception>
    public static ModelFile Read(string path)
    {
        string full = System.IO.Path.GetFullPath(path);
        try
        {
            using FileStream stream = new(full, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            OnnxModelInfo info = OnnxModelReader.ReadWithShapes(stream);
            return new ModelFile(full, info, ShapePlan.From(info.Signature));
        }
        catch (Exception error) when (error is OnnxFormatException or IOException or UnauthorizedAccessException)
        {
            throw new ToolException($"'{path}' cannot be read as a model. {error.Message}");
        }
    }
}
