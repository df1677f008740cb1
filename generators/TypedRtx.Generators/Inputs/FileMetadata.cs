using Microsoft.CodeAnalysis.Diagnostics;

namespace TypedRtx.Generators.Inputs;

/// <summary>What a project says about a model in item metadata, as written; empty where it says nothing.</summary>
/// <param name="Path">The additional file.</param>
/// <param name="File">The name of the model file.</param>
/// <param name="ProgramPath">Where the program finds the model: a path, or the name of a resource.</param>
/// <param name="Delivery">How the model reaches the program.</param>
/// <param name="ClassName">The name of the class.</param>
/// <param name="Namespace">The namespace of the class.</param>
/// <param name="Accessibility">The accessibility of the class.</param>
/// <param name="Profiles">The optimization profiles.</param>
/// <param name="Role">What the file is for, when it is not a model to generate.</param>
/// <param name="Source">The model file where this file is a text about it, for diagnostics.</param>
internal sealed record FileMetadata(
    string Path,
    string File,
    string ProgramPath,
    string Delivery,
    string ClassName,
    string Namespace,
    string Accessibility,
    string Profiles,
    string Role,
    string Source)
{
    private const string ApprovedRole = "Approved";

    /// <summary>Whether the file is a signature to compare with and not one to generate from.</summary>
    public bool IsApproved => string.Equals(Role, ApprovedRole, StringComparison.OrdinalIgnoreCase);

    public static FileMetadata Read(string path, AnalyzerConfigOptions options)
    {
        string file = Value(options, "TypedRtxFile") is { Length: > 0 } given ? given : ModelFile.NameOf(path);
        return new FileMetadata(
            path,
            file,
            Value(options, "TypedRtxPath") is { Length: > 0 } programPath ? programPath : file,
            Value(options, "TypedRtxDelivery"),
            Value(options, "TypedRtxClassName"),
            Value(options, "TypedRtxNamespace"),
            Value(options, "TypedRtxAccessibility"),
            Value(options, "TypedRtxProfiles"),
            Value(options, "TypedRtxRole"),
            Value(options, "TypedRtxSource") is { Length: > 0 } source ? source : path);
    }

    private static string Value(AnalyzerConfigOptions options, string name) =>
        options.TryGetValue("build_metadata.AdditionalFiles." + name, out string? value) ? value.Trim() : "";
}
