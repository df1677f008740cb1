using System.Collections.Immutable;
using System.Composition;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace TypedRtx.CodeFixes;

/// <summary>
/// TRTX1006: <c>using</c> before the declaration, <c>Dispose</c> where nothing is kept, and a declaration where something is used
/// without a name.
/// </summary>
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
            default:
                await OfferDeclarationAsync(context, value).ConfigureAwait(false);
                break;
        }
    }

    private static async Task OfferDeclarationAsync(CodeFixContext context, ExpressionSyntax value)
    {
        SyntaxNode use = value;
        while (use.Parent is ParenthesizedExpressionSyntax)
        {
            use = use.Parent;
        }

        SemanticModel? semantics = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (semantics is null || use.Parent is not MemberAccessExpressionSyntax || StatementOf(use) is not { } statement)
        {
            return;
        }

        SourceText text = await context.Document.GetTextAsync(context.CancellationToken).ConfigureAwait(false);
        string name = FreeName(semantics.GetTypeInfo(value).Type?.Name ?? "", statement, semantics);
        string indent = TextEdits.LineBreakOf(text) + TextEdits.IndentAt(text, statement.SpanStart);
        TextEdits.Offer(
            context,
            $"Declare '{name}' with using",
            new TextChange(new TextSpan(statement.SpanStart, 0), $"using var {name} = {value};{indent}"),
            new TextChange(use.Span, name));
    }

    // The statement, where it runs the expression exactly once and before all else that is not part of it.
    private static StatementSyntax? StatementOf(SyntaxNode use)
    {
        for (SyntaxNode? current = use.Parent; current is not null; current = current.Parent)
        {
            switch (current)
            {
                case LocalDeclarationStatementSyntax or ExpressionStatementSyntax or ReturnStatementSyntax
                    when current.Parent is BlockSyntax or GlobalStatementSyntax:
                    return (StatementSyntax)current;
                case StatementSyntax or AnonymousFunctionExpressionSyntax or ConditionalExpressionSyntax or SwitchExpressionSyntax
                    or ConditionalAccessExpressionSyntax or QueryExpressionSyntax or ArrowExpressionClauseSyntax:
                    return null;
                case BinaryExpressionSyntax binary when binary.OperatorToken.Text is "&&" or "||" or "??":
                    return null;
            }
        }

        return null;
    }

    private static string FreeName(string type, StatementSyntax statement, SemanticModel semantics)
    {
        string stem = type switch
        {
            "Outputs" => "result",
            "Binding" or "DeviceBinding" => "binding",
            _ => "model",
        };
        string name = stem;
        for (int number = 2; IsTaken(name); number++)
        {
            name = stem + number.ToString(CultureInfo.InvariantCulture);
        }

        return name;

        bool IsTaken(string candidate) =>
            !semantics.LookupSymbols(statement.SpanStart, name: candidate).IsEmpty
            || statement.Parent!.DescendantNodes().OfType<VariableDeclaratorSyntax>().Any(other => other.Identifier.Text == candidate);
    }

    private static void OfferDispose(CodeFixContext context, TextSpan span, ExpressionSyntax value)
    {
        string text = value is AwaitExpressionSyntax ? $"({value})" : value.ToString();
        TextEdits.Offer(context, "Dispose it", new TextChange(span, text + ".Dispose()"));
    }
}
