using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.EndToEnd.Tests.Support;

/// <summary>A model file and the class to make of it.</summary>
/// <param name="ClassName">The name of the class.</param>
/// <param name="Path">The model file.</param>
/// <param name="Signature">What the file says.</param>
internal sealed record GeneratedModel(string ClassName, string Path, ModelSignature Signature)
{
    /// <summary>Reads a model file.</summary>
    /// <exception cref="OnnxFormatException">The file is not taken.</exception>
    public static GeneratedModel Read(string className, string path)
    {
        using FileStream stream = File.OpenRead(path);
        return new GeneratedModel(className, path, OnnxModelReader.ReadWithShapes(stream).Signature);
    }

    /// <summary>Writes a model to a folder, and reads it.</summary>
    public static GeneratedModel Save(TempFolder folder, string className, OnnxModelBuilder model) =>
        Read(className, model.Save(folder.PathOf(className + ".onnx")));
}
