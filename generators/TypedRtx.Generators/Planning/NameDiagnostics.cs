using Microsoft.CodeAnalysis;
using TypedRtx.Generators.Diagnostics;
using TypedRtx.Generators.Inputs;
using TypedRtx.Generators.Planning.Naming;
using TypedRtx.Signatures;

namespace TypedRtx.Generators.Planning;

/// <summary>Says which names had to be changed to be kept apart, and which look like others.</summary>
internal static class NameDiagnostics
{
    private const int MaxListed = 16;

    public static void Report(ModelNames names, FileMetadata metadata, List<DiagnosticInfo> diagnostics)
    {
        Report(names.All, metadata.File, metadata.Source, diagnostics);
        Report(
            Descriptors.LookAlikeNames,
            [.. LookAlikes.Find([.. names.All.Where(name => !name.IsGiven).Select(name => name.Raw).Distinct()]).Select(SignatureText.Quote)],
            metadata.File,
            metadata.Source,
            diagnostics);
    }

    /// <summary>Says which names are equal once written in C#.</summary>
    public static void Report(IEnumerable<AssignedName> names, string file, string source, List<DiagnosticInfo> diagnostics) =>
        Report(
            Descriptors.NamesCollided,
            [.. names.Where(name => name.Collided).Select(name => $"{SignatureText.Quote(name.Raw)} → {name.Name}")],
            file,
            source,
            diagnostics);

    private static void Report(
        DiagnosticDescriptor descriptor,
        string[] names,
        string file,
        string source,
        List<DiagnosticInfo> diagnostics)
    {
        if (names.Length > 0)
        {
            string list = string.Join(", ", names.Take(MaxListed)) + (names.Length > MaxListed ? ", …" : "");
            diagnostics.Add(DiagnosticInfo.Create(descriptor, source, file, list));
        }
    }
}
