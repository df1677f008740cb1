using TypedRtx.Generators.Diagnostics;
using TypedRtx.Generators.Inputs;
using TypedRtx.Generators.Planning.Naming;
using TypedRtx.Signatures;

namespace TypedRtx.Generators.Planning;

/// <summary>Says which names could not be kept apart by their letters, and which look like others.</summary>
internal static class NameDiagnostics
{
    private const int MaxListed = 16;

    public static void Report(ModelNames names, FileMetadata metadata, List<DiagnosticInfo> diagnostics)
    {
        string[] collided = [.. names.All.Where(name => name.Collided).Select(name => $"{SignatureText.Quote(name.Raw)} → {name.Name}")];
        if (collided.Length > 0)
        {
            diagnostics.Add(DiagnosticInfo.Create(
                Descriptors.NamesCollided, metadata.Source, metadata.File, List(collided)));
        }

        IReadOnlyList<string> lookAlikes =
            LookAlikes.Find([.. names.All.Select(name => name.Raw).Distinct(StringComparer.Ordinal)]);
        if (lookAlikes.Count > 0)
        {
            diagnostics.Add(DiagnosticInfo.Create(
                Descriptors.LookAlikeNames, metadata.Source, metadata.File, List([.. lookAlikes.Select(SignatureText.Quote)])));
        }
    }

    private static string List(string[] names) =>
        string.Join(", ", names.Take(MaxListed)) + (names.Length > MaxListed ? ", …" : "");
}
