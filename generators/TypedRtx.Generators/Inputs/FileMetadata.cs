using Microsoft.CodeAnalysis.Diagnostics;

namespace TypedRtx.Generators.Inputs;

/// <summary>What a project says about a model in item metadata, as written; empty where it says nothing.</summary>
/// <param name="Path">The additional file.</param>
/// <param name="Model">
/// Equal for a model and its approved signature: the program's path, which is each model's own and which the build
/// targets hand to both; without them, the model file that the path stands for.
/// </param>
/// <param name="File">The name of the model file.</param>
/// <param name="ProgramPath">Where the program finds the model: a path, or the name of a resource.</param>
/// <param name="Delivery">How the model reaches the program.</param>
/// <param name="ClassName">The name of the class.</param>
/// <param name="Namespace">The namespace of the class.</param>
/// <param name="Accessibility">The accessibility of the class.</param>
/// <param name="Rename">The names of inputs, outputs and symbols, where ONNX names are not to be followed.</param>
/// <param name="Profiles">The optimization profiles.</param>
/// <param name="Role">What the file is for, when it is not a model to generate.</param>
/// <param name="Source">The model file where this file is a text about it, for diagnostics.</param>
internal sealed record FileMetadata(
    string Path,
    string Model,
    string File,
    string ProgramPath,
    string Delivery,
    string ClassName,
    string Namespace,
    string Accessibility,
    string Rename,
    string Profiles,
    string Role,
    string Source)
{
    /// <summary>The role of a signature to compare with.</summary>
    public const string ApprovedRole = "Approved";

    /// <summary>Whether the file is a signature to compare with and not one to generate from.</summary>
    public bool IsApproved => string.Equals(Role, ApprovedRole, StringComparison.OrdinalIgnoreCase);

    public static FileMetadata Read(string path, AnalyzerConfigOptions options)
    {
        string file = Value(options, "TypedRtxFile") is { Length: > 0 } given ? given : ModelFile.NameOf(path);
        string programPath = Value(options, "TypedRtxPath");
        return new FileMetadata(
            path,
            programPath.Length > 0 ? programPath : ModelFile.PathOf(path),
            file,
            programPath.Length > 0 ? programPath : file,
            Value(options, "TypedRtxDelivery"),
            Value(options, "TypedRtxClassName"),
            Value(options, "TypedRtxNamespace"),
            Value(options, "TypedRtxAccessibility"),
            Value(options, "TypedRtxRename"),
            Value(options, "TypedRtxProfiles"),
            Value(options, "TypedRtxRole"),
            Value(options, "TypedRtxSource") is { Length: > 0 } source ? source : path);
    }

    private static string Value(AnalyzerConfigOptions options, string name) =>
        options.TryGetValue("build_metadata.AdditionalFiles." + name, out string? value) ? value.Trim() : "";
}
