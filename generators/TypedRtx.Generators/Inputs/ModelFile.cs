using Microsoft.CodeAnalysis;

namespace TypedRtx.Generators.Inputs;

/// <summary>The two doors by which a model comes in: its signature as text, or the model file itself.</summary>
internal static class ModelFile
{
    public const string OnnxExtension = ".onnx";
    public const string SignatureExtension = ".onnxsig";

    public static bool IsModel(string path) => IsOnnx(path) || HasExtension(path, SignatureExtension);

    public static bool IsOnnx(string path) => HasExtension(path, OnnxExtension);

    public static FileReading Read(AdditionalText file, CancellationToken cancellation)
    {
        try
        {
            return IsOnnx(file.Path) ? OnnxFileInput.Read(file.Path) : OnnxSigInput.Read(file, cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The boundary to the compiler: what escapes here would take every other model's class away.
            return FileReading.OfInternalError(file.Path, e);
        }
    }

    /// <summary>The name of the model file that a path stands for: <c>obj/digits.onnxsig</c> is <c>digits.onnx</c>.</summary>
    public static string NameOf(string path) => FileNameOf(PathOf(path));

    /// <summary>The name of the file itself.</summary>
    public static string FileNameOf(string path) => path.Substring(path.LastIndexOfAny(['/', '\\']) + 1);

    /// <summary>The same with its folder, and with '/' on every system.</summary>
    public static string PathOf(string path)
    {
        string model = path.Replace('\\', '/');
        if (!HasExtension(model, SignatureExtension))
        {
            return model;
        }

        model = model.Substring(0, model.Length - SignatureExtension.Length);
        return IsOnnx(model) ? model : model + OnnxExtension;
    }

    private static bool HasExtension(string path, string extension) =>
        path.EndsWith(extension, StringComparison.OrdinalIgnoreCase);
}
