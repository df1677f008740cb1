extern alias Generators;

using TypedRtx.Signatures;
using ModelGenerator = Generators::TypedRtx.Generators.ModelGenerator;

namespace TypedRtx.Generators.Tests;

/// <summary>Harnesses with the references that generated code needs.</summary>
internal static class Harness
{
    /// <summary>A project without the package's targets, as a bare compiler sees it.</summary>
    public static GeneratorHarness Bare { get; } = new GeneratorHarness(new ModelGenerator())
        .WithReferencesTo(
            typeof(TypedModel),
            typeof(ModelSignature),
            typeof(System.Numerics.Tensors.Tensor<>),
            typeof(Microsoft.Extensions.Logging.ILogger));

    /// <summary>A project with the package's targets, no root namespace and no models.</summary>
    public static GeneratorHarness Project { get; } = Bare.WithProperty("TypedRtxSignaturePass", "true");

    /// <summary>Adds a model by its signature, as the targets do.</summary>
    public static GeneratorHarness WithModel(
        this GeneratorHarness harness,
        string file,
        string signature,
        params (string Name, string Value)[] metadata) =>
        harness.WithFile(
            $"obj/onnx/{file}sig",
            signature,
            [
                ("TypedRtxFile", file),
                ("TypedRtxSource", file),
                .. metadata.Where(pair => pair.Name != "TypedRtxPath"),
                metadata.LastOrDefault(pair => pair.Name == "TypedRtxPath") is { Name: not null } path
                    ? path
                    : ("TypedRtxPath", file),
            ]);

    /// <summary>Adds the approved signature of such a model, as the targets do.</summary>
    public static GeneratorHarness WithApproved(this GeneratorHarness harness, string file, string signature) =>
        harness.WithFile(
            $"/src/{file}sig", signature, ("TypedRtxFile", file), ("TypedRtxPath", file), ("TypedRtxRole", "Approved"));

    /// <summary>Adds a model by the lines of its signature.</summary>
    public static GeneratorHarness WithSignature(this GeneratorHarness harness, string file, params string[] lines) =>
        harness.WithModel(file, SignatureOf(lines));

    /// <summary>Adds a model file, which the generator has to read by path.</summary>
    public static GeneratorHarness WithModelFile(
        this GeneratorHarness harness,
        string path,
        params (string Name, string Value)[] metadata) =>
        harness.WithFile(
            TestAdditionalText.Unreadable(path),
            [("TypedRtxFile", Path.GetFileName(path)), ("TypedRtxSource", Path.GetFileName(path)), .. metadata]);

    public static string SignatureOf(params string[] lines) =>
        string.Concat(lines.Prepend("opset \"\" 17").Prepend("onnxsig 1").Select(line => line + "\n"));

    /// <summary>The signature of a model file, as the build's tool writes it.</summary>
    public static string SignatureOfFile(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return OnnxModelReader.ReadWithShapes(stream).Signature.ToString();
    }
}
