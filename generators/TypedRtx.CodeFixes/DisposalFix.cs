using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace TypedRtx.CodeFixes;

/// <summary>TRTX1006: <c>using</c> before the declaration, or <c>Dispose</c> where nothing is declared.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DisposalFix))]
[Shared]
public sealed class DisposalFix : CodeFixProvider
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["TRTX1006"];

    /// <inheritdoc />
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc />
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span, getInnermostNodeForTie: true) is not ExpressionSyntax value)
        {
            return;
        }

        switch (value.Parent)
        {
            case EqualsValueClauseSyntax { Parent.Parent.Parent: LocalDeclarationStatementSyntax declaration }
                when declaration is { Parent: BlockSyntax or GlobalStatementSyntax, Declaration.Variables.Count: 1 }:
                TextEdits.Offer(
                    context, "Declare it with using", new TextChange(new TextSpan(declaration.Declaration.SpanStart, 0), "using "));
                break;
            case ExpressionStatementSyntax:
                OfferDispose(context, value.Span, value);
                break;
            case AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax, Left: IdentifierNameSyntax { Identifier.Text: "_" } }:
                OfferDispose(context, value.Parent.Span, value);
                break;
        }
    }

    private static void OfferDispose(CodeFixContext context, TextSpan span, ExpressionSyntax value)
    {
        string text = value is AwaitExpressionSyntax ? $"({value})" : value.ToString();
        TextEdits.Offer(context, "Dispose it", new TextChange(span, text + ".Dispose()"));
    }
}
