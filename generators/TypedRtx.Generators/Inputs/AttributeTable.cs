using System.Collections.Immutable;
using TypedRtx.Generators.Diagnostics;
using TypedRtx.Signatures;

namespace TypedRtx.Generators.Inputs;

/// <summary>The profile attributes of all classes, ordered by class, then file, then place.</summary>
internal sealed record AttributeTable(EquatableArray<AttributeReading> Classes)
{
    public static AttributeTable From(ImmutableArray<AttributeReading> readings) => new(readings
        .Where(reading => reading.Attributes.Count > 0)
        .GroupBy(reading => reading.ClassName, StringComparer.Ordinal)
        .OrderBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => new AttributeReading(group.Key, group
            .SelectMany(reading => reading.Attributes)
            .OrderBy(attribute => attribute.Place.Path, StringComparer.Ordinal)
            .ThenBy(attribute => attribute.Place.Start)
            .ToEquatableArray()))
        .ToEquatableArray());

    /// <summary>The diagnostic at the place of its attribute, where it is about one.</summary>
    public static DiagnosticInfo Locate(DiagnosticInfo info, AttributeTable table) =>
        info.Anchor is { } anchor && table.Classes.FirstOrDefault(one => one.ClassName == anchor.ClassName) is { } found
            ? info with { Anchor = null, Place = found.Attributes[anchor.Attribute].PlaceOf(anchor.Range) }
            : info;
}
