using System.Collections.Immutable;
using TypedRtx.Generators.Diagnostics;
using TypedRtx.Generators.Inputs;
using TypedRtx.Signatures;

namespace TypedRtx.Generators.Planning;

/// <summary>The full names of all model classes; an empty one stands for a model that has none.</summary>
internal sealed record ModelClasses(EquatableArray<string> Names)
{
    private const int MaxListed = 8;

    public static ModelClasses From(ImmutableArray<string> names) =>
        new(names.Distinct(StringComparer.Ordinal).OrderBy(name => name, StringComparer.Ordinal).ToEquatableArray());

    public static string NameOf(ModelPlan plan) => plan.Spec?.FullName ?? "";

    /// <summary>Profiles on classes that no model becomes.</summary>
    public static IEnumerable<DiagnosticInfo> Strays(ModelClasses classes, AttributeTable attributes)
    {
        // A model that could not be read has said so, and the profiles may be meant for it.
        if (classes.Names.Contains(""))
        {
            return [];
        }

        string known = classes.Names.Count == 0
            ? "This project has no models"
            : $"The classes of models are {string.Join(", ", classes.Names.Take(MaxListed))}{(classes.Names.Count > MaxListed ? ", …" : "")}";
        return attributes.Classes
            .Where(one => !classes.Names.Contains(one.ClassName))
            .Select(one => DiagnosticInfo.Create(Descriptors.ProfileStray, "", one.ClassName, known) with
            {
                Place = one.Attributes[0].Place,
            });
    }
}
