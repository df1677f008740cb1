using Microsoft.CodeAnalysis.Diagnostics;
using TypedRtx.Signatures;

namespace TypedRtx.Generators.Inputs;

/// <summary>The project's properties that decide about generated code.</summary>
/// <param name="RootNamespace">The root namespace; empty when there is none.</param>
/// <param name="Backends">The full names of the backend types to register.</param>
/// <param name="HasTargets">Whether the package's build targets took part, so that models should come as text.</param>
/// <param name="Drift">What a difference from an approved signature is, as written; empty where nothing is said.</param>
internal sealed record ProjectOptions(
    string RootNamespace,
    EquatableArray<string> Backends,
    bool HasTargets,
    string Drift)
{
    public static ProjectOptions Read(AnalyzerConfigOptions options) => new(
        Value(options, "RootNamespace"),
        Value(options, "TypedRtxBackends").Split('|')
            .Select(name => name.Trim())
            .Where(name => name.Length > 0)
            .ToEquatableArray(),
        Value(options, "TypedRtxSignaturePass").Length > 0,
        Value(options, "TypedRtxDrift"));

    private static string Value(AnalyzerConfigOptions options, string name) =>
        options.TryGetValue("build_property." + name, out string? value) ? value.Trim() : "";
}
