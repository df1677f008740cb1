using Microsoft.CodeAnalysis;
using TypedRtx.Signatures;

namespace TypedRtx.Generators.Diagnostics;

/// <summary>A diagnostic as data.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Path">The file that it is about; empty when it is about the project.</param>
/// <param name="Arguments">What the message's placeholders stand for.</param>
internal sealed record DiagnosticInfo(string Id, string Path, EquatableArray<string> Arguments)
{
    /// <summary>The attribute that it is about, until its place is known; null for others.</summary>
    public ProfileAnchor? Anchor { get; init; }

    /// <summary>The place in a source file; null where the file alone is known.</summary>
    public SourcePlace? Place { get; init; }

    public static DiagnosticInfo Create(DiagnosticDescriptor descriptor, string path, params string[] arguments) =>
        new(descriptor.Id, path, arguments.ToEquatableArray());

    public Diagnostic ToDiagnostic()
    {
        Location location = Place?.ToLocation() ?? (Path.Length == 0 ? Location.None : Location.Create(Path, default, default));
        return Diagnostic.Create(Descriptors.Of(Id), location, [.. Arguments]);
    }
}
