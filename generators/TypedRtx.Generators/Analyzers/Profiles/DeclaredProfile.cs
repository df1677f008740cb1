using Microsoft.CodeAnalysis;
using TypedRtx.Generators.Analyzers.Reading;

namespace TypedRtx.Generators.Analyzers.Profiles;

/// <summary>A profile that an attribute on a model's class declares.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Ranges">Per symbol of the model its range; null where the profile has none.</param>
internal sealed record DeclaredProfile(string Name, IReadOnlyList<ProfileRange?> Ranges)
{
    /// <summary>The profiles of a class; none where one of them is not understood, since it may allow anything.</summary>
    public static IReadOnlyList<DeclaredProfile> Of(INamedTypeSymbol model, IReadOnlyList<ModelSymbol> symbols)
    {
        List<DeclaredProfile> profiles = [];
        foreach (AttributeData attribute in KnownTypes.ProfilesOf(model))
        {
            if (TryRead(attribute, symbols) is not { } profile)
            {
                return [];
            }

            profiles.Add(profile);
        }

        return profiles;
    }

    /// <summary>Reads one attribute; null where it is no profile.</summary>
    public static DeclaredProfile? TryRead(AttributeData attribute, IReadOnlyList<ModelSymbol> symbols)
    {
        if (attribute.ConstructorArguments is not [{ Value: string name }, { Kind: TypedConstantKind.Array, IsNull: false } texts])
        {
            return null;
        }

        ProfileRange?[] ranges = new ProfileRange?[symbols.Count];
        foreach (TypedConstant text in texts.Values)
        {
            if (text.Value is not string range || ProfileRange.TryParse(range) is not { } parsed)
            {
                return null;
            }

            for (int i = 0; i < ranges.Length; i++)
            {
                if (parsed.Symbol == symbols[i].Name || parsed.Symbol == symbols[i].Parameter)
                {
                    ranges[i] = parsed;
                }
            }
        }

        return new DeclaredProfile(name, ranges);
    }
}
