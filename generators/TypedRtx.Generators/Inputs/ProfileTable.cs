using TypedRtx.Signatures;

namespace TypedRtx.Generators.Inputs;

/// <summary>What the profile attributes of all classes say, without the places where they say it.</summary>
internal sealed record ProfileTable(EquatableArray<ClassProfiles> Classes)
{
    public static ProfileTable From(AttributeTable table) => new(table.Classes
        .Select(one => new ClassProfiles(
            one.ClassName,
            one.Attributes.Select(attribute => attribute.Declaration).ToEquatableArray()))
        .ToEquatableArray());

    public EquatableArray<ProfileDeclaration> Of(string className) =>
        Classes.FirstOrDefault(one => one.ClassName == className)?.Profiles ?? default;
}
