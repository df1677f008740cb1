using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using Microsoft.CodeAnalysis;
using TypedRtx.Generators.Analyzers.Profiles;
using TypedRtx.Generators.Analyzers.Reading;
using TypedRtx.Signatures;

namespace TypedRtx.CodeFixes;

/// <summary>TRTX1001: a profile that reaches to the dims, on the user's half of the class, wherever in the solution it is.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ProfileFix))]
[Shared]
public sealed class ProfileFix : CodeFixProvider
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["TRTX1001"];

    // One at a time: two calls may widen one range, each in its own way.
    /// <inheritdoc />
    public override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc />
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        SemanticModel? semantics = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (root is null
            || semantics is null
            || !context.Diagnostics[0].Properties.TryGetValue(ProfileCheck.Dims, out string? text)
            || ModelAt(root.FindNode(context.Span, getInnermostNodeForTie: true), semantics) is not { } model
            || ModelShapes.Of(model) is not { } shapes)
        {
            return;
        }

        int?[] dims = DimsOf(shapes, text ?? "");
        Solution solution = context.Document.Project.Solution;
        foreach (AttributeData attribute in KnownTypes.ProfilesOf(model))
        {
            if (DeclaredProfile.TryRead(attribute, shapes.Symbols) is { } profile
                && attribute.ApplicationSyntaxReference is { } reference
                && ProfileEdits.UserDocument(solution, reference.SyntaxTree) is { } document
                && await reference.GetSyntaxAsync(context.CancellationToken).ConfigureAwait(false) is AttributeSyntax syntax
                && ProfileEdits.Widen(syntax, shapes, dims) is { } changes)
            {
                string lengths = string.Join(", ", Outside(profile, dims).Select(symbol =>
                {
                    SymbolRange widened = profile.Ranges[symbol]!.WidenedTo(dims[symbol]!.Value);
                    return $"{shapes.Symbols[symbol].Parameter} = {ProfileRanges.LengthsOf(widened)}";
                }));
                TextEdits.Offer(context, document, $"Widen the profile '{profile.Name}' to {lengths}", changes);
            }
        }

        await OfferNewAsync(context, shapes, dims).ConfigureAwait(false);
    }

    private static async Task OfferNewAsync(CodeFixContext context, ModelShapes shapes, int?[] dims)
    {
        foreach (SyntaxReference reference in shapes.Class.DeclaringSyntaxReferences)
        {
            if (ProfileEdits.UserDocument(context.Document.Project.Solution, reference.SyntaxTree) is { } document
                && await reference.GetSyntaxAsync(context.CancellationToken).ConfigureAwait(false) is ClassDeclarationSyntax syntax
                && await document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is { } semantics)
            {
                SourceText text = await document.GetTextAsync(context.CancellationToken).ConfigureAwait(false);
                string name = ProfileEdits.FreeName(shapes.Profiles);
                TextChange change = ProfileEdits.Add(syntax, text, semantics, shapes, dims, name);
                TextEdits.Offer(context, document, $"Add the profile '{name}'", change);
                return;
            }
        }
    }

    // The call that the place belongs to: of a method of the model, or of a type inside it.
    private static INamedTypeSymbol? ModelAt(SyntaxNode place, SemanticModel semantics)
    {
        if (KnownTypes.Of(semantics.Compilation) is not { } types)
        {
            return null;
        }

        foreach (SyntaxNode node in place.AncestorsAndSelf()
            .Where(node => node is InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax))
        {
            INamedTypeSymbol? type = semantics.GetSymbolInfo(node).Symbol?.ContainingType;
            INamedTypeSymbol? model = types.IsModel(type) ? type : type?.ContainingType;
            if (types.IsModel(model))
            {
                return model;
            }
        }

        return null;
    }

    private static int?[] DimsOf(ModelShapes shapes, string text)
    {
        int?[] dims = new int?[shapes.Symbols.Count];
        foreach (string part in text.Split(';'))
        {
            if (ProfileRanges.TryParse(part) is { } range && shapes.SymbolOf(range.Symbol) is >= 0 and var symbol)
            {
                dims[symbol] = range.Min;
            }
        }

        return dims;
    }

    private static IEnumerable<int> Outside(DeclaredProfile profile, int?[] dims) => Enumerable.Range(0, dims.Length)
        .Where(symbol => dims[symbol] is { } length && profile.Ranges[symbol] is { } range && !range.Contains(length));
}
