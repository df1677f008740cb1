using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TypedRtx.Generators.Diagnostics;
using TypedRtx.Signatures;

namespace TypedRtx.Generators.Inputs;

/// <summary>One profile attribute: what it says and where that stands.</summary>
/// <param name="Declaration">What it says.</param>
/// <param name="Place">Where the attribute is.</param>
/// <param name="Ranges">Where each of its ranges is; empty where they are not written one by one.</param>
internal sealed record ProfileAttribute(
    ProfileDeclaration Declaration,
    SourcePlace Place,
    EquatableArray<SourcePlace> Ranges)
{
    /// <summary>What an attribute says; null where it does not compile.</summary>
    public static ProfileAttribute? From(AttributeData attribute, AttributeSyntax syntax)
    {
        if (attribute.ConstructorArguments is not [{ Kind: TypedConstantKind.Primitive } name, { Kind: TypedConstantKind.Array } ranges])
        {
            return null;
        }

        // A null in the place of a text is the compiler's warning; here it is a text that says nothing.
        string[] texts = ranges.IsNull ? [] : [.. ranges.Values.Select(range => range.Value as string ?? "")];
        IReadOnlyList<AttributeArgumentSyntax> arguments = syntax.ArgumentList is { } list ? [.. list.Arguments] : [];
        bool isOneByOne = arguments.Count == texts.Length + 1;
        return new ProfileAttribute(
            new ProfileDeclaration(name.Value as string ?? "", texts.ToEquatableArray()),
            SourcePlace.Of(syntax),
            isOneByOne ? arguments.Skip(1).Select(SourcePlace.Of).ToEquatableArray() : default);
    }

    /// <summary>Where a range is, or the attribute for the index -1.</summary>
    public SourcePlace PlaceOf(int range) => range >= 0 && range < Ranges.Count ? Ranges[range] : Place;
}
