using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TypedRtx.Signatures;

namespace TypedRtx.Generators.Inputs;

/// <summary>The profile attributes on one part of a class.</summary>
/// <param name="ClassName">The full name of the class; types around it with a plus sign.</param>
/// <param name="Attributes">The attributes in order.</param>
internal sealed record AttributeReading(string ClassName, EquatableArray<ProfileAttribute> Attributes)
{
    public const string MetadataName = "TypedRtx.OptimizationProfileAttribute";

    public static bool IsCandidate(SyntaxNode node) => node is ClassDeclarationSyntax;

    public static AttributeReading Read(GeneratorAttributeSyntaxContext context)
    {
        List<ProfileAttribute> attributes = [];
        foreach (AttributeData attribute in context.Attributes)
        {
            // Of all parts of the class in this file; each part is read by itself.
            if (attribute.ApplicationSyntaxReference is { } reference
                && context.TargetNode.FullSpan.Contains(reference.Span)
                && reference.GetSyntax() is AttributeSyntax syntax
                && ProfileAttribute.From(attribute, syntax) is { } read)
            {
                attributes.Add(read);
            }
        }

        return new AttributeReading(FullName(context.TargetSymbol), attributes.ToEquatableArray());
    }

    private static string FullName(ISymbol type)
    {
        string name = type.MetadataName;
        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            name = $"{outer.MetadataName}+{name}";
        }

        for (INamespaceSymbol? ns = type.ContainingNamespace; ns is { IsGlobalNamespace: false }; ns = ns.ContainingNamespace)
        {
            name = $"{ns.MetadataName}.{name}";
        }

        return name;
    }
}
