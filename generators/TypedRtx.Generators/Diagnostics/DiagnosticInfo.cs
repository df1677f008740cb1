using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using TypedRtx.Signatures;

namespace TypedRtx.Generators.Diagnostics;

/// <summary>A diagnostic as data.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Path">The file that it is about; empty when it is about the project.</param>
/// <param name="Arguments">What the message's placeholders stand for.</param>
internal sealed record DiagnosticInfo(string Id, string Path, EquatableArray<string> Arguments)
{
    /// <summary>The line of the file, from 0.</summary>
    public int Line { get; init; }

    /// <summary>Whether the project asks for an error where the descriptor has less.</summary>
    public bool IsError { get; init; }

    /// <summary>The attribute that it is about, until its place is known; null for others.</summary>
    public ProfileAnchor? Anchor { get; init; }

    /// <summary>The place in a source file; null where the file alone is known.</summary>
    public SourcePlace? Place { get; init; }

    public static DiagnosticInfo Create(DiagnosticDescriptor descriptor, string path, params string[] arguments) =>
        new(descriptor.Id, path, arguments.ToEquatableArray());

    public Diagnostic ToDiagnostic()
    {
        LinePosition position = new(Line, 0);
        Location location = Place?.ToLocation() ?? (Path.Length == 0
            ? Location.None
            : Location.Create(Path, default, new LinePositionSpan(position, position)));
        DiagnosticDescriptor descriptor = Descriptors.Of(Id);
        return Diagnostic.Create(
            descriptor,
            location,
            IsError ? DiagnosticSeverity.Error : descriptor.DefaultSeverity,
            additionalLocations: null,
            properties: null,
            [.. Arguments]);
    }
}
