using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace TypedRtx.CodeFixes;

/// <summary>TRTX1008: the declaration goes before the loop, where the body itself holds it and its name is free outside.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LoadLoopFix))]
[Shared]
public sealed class LoadLoopFix : CodeFixProvider
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["TRTX1008"];

    // One at a time: two loops may use one name.
    /// <inheritdoc />
    public override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc />
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        SemanticModel? semantics = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        LocalDeclarationStatementSyntax? declaration =
            root?.FindNode(context.Span, getInnermostNodeForTie: true).FirstAncestorOrSelf<LocalDeclarationStatementSyntax>();
        if (semantics is null
            || declaration is not { Parent: BlockSyntax { Parent: StatementSyntax loop } }
            || loop.Parent is not (BlockSyntax or GlobalStatementSyntax)
            || loop is not (ForStatementSyntax or CommonForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax)
            || declaration.UsingKeyword.RawKind == 0
            || declaration.Declaration.Variables.Count != 1
            || IsTaken(declaration.Declaration.Variables[0].Identifier.Text, loop, declaration, semantics))
        {
            return;
        }

        SourceText text = await context.Document.GetTextAsync(context.CancellationToken).ConfigureAwait(false);
        string lineBreak = TextEdits.LineBreakOf(text);
        TextLine first = text.Lines.GetLineFromPosition(declaration.SpanStart);
        TextLine last = text.Lines.GetLineFromPosition(declaration.Span.End);
        bool isAlone = string.IsNullOrWhiteSpace(text.ToString(TextSpan.FromBounds(first.Start, declaration.SpanStart)))
            && string.IsNullOrWhiteSpace(text.ToString(TextSpan.FromBounds(declaration.Span.End, last.End)));
        TextSpan removed = isAlone ? TextSpan.FromBounds(first.Start, last.EndIncludingLineBreak) : declaration.Span;
        string inserted = $"{declaration}{lineBreak}{TextEdits.IndentAt(text, loop.SpanStart)}";
        TextEdits.Offer(
            context,
            "Load it before the loop",
            new TextChange(new TextSpan(loop.SpanStart, 0), inserted),
            new TextChange(removed, ""));
    }

    private static bool IsTaken(string name, SyntaxNode loop, SyntaxNode declaration, SemanticModel semantics) =>
        semantics.LookupSymbols(loop.SpanStart, name: name).Any(symbol => symbol is ILocalSymbol or IParameterSymbol)
        || (loop.Parent is GlobalStatementSyntax ? loop.Parent.Parent! : loop.Parent!).DescendantNodes()
            .OfType<VariableDeclaratorSyntax>()
            .Any(other => other.Identifier.Text == name && !declaration.Span.Contains(other.Span));
}
