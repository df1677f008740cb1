using Microsoft.CodeAnalysis;
using TypedRtx.Generators.Analyzers.Reading;
using TypedRtx.Signatures;

namespace TypedRtx.Generators.Analyzers.Profiles;

/// <summary>A profile that an attribute on a model's class declares.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Ranges">Per symbol of the model its range; null where the profile has none.</param>
internal sealed record DeclaredProfile(string Name, IReadOnlyList<SymbolRange?> Ranges)
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
        if (attribute.ConstructorArguments is not [{ Value: string name }, { Kind: TypedConstantKind.Array } texts] || texts.IsNull)
        {
            return null;
        }

        SymbolRange?[] ranges = new SymbolRange?[symbols.Count];
        foreach (TypedConstant text in texts.Values)
        {
            if (text.Value is not string range || ProfileRanges.TryParse(range) is not { } parsed)
            {
                return null;
            }

            // What is none of the free symbols follows from them.
            if (IndexOf(parsed.Symbol, symbols) is >= 0 and var symbol)
            {
                ranges[symbol] = parsed;
            }
        }

        return new DeclaredProfile(name, ranges);
    }

    /// <summary>The index of the symbol that a profile calls so; -1 for none. The ONNX name goes before parameters.</summary>
    public static int IndexOf(string name, IReadOnlyList<ModelSymbol> symbols)
    {
        ModelSymbol? found = symbols.FirstOrDefault(symbol => symbol.Name == name)
            ?? symbols.FirstOrDefault(symbol => symbol.Parameter == name);
        return found is null ? -1 : Enumerable.Range(0, symbols.Count).First(i => symbols[i] == found);
    }
}
