using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using TypedRtx.Generators.Analyzers;
using TypedRtx.Generators.Planning.Naming;

namespace TypedRtx.CodeFixes;

/// <summary>
/// TRTX1003: the open symbols by name. Each gets the variable of its name where there is one, else 1; the last one follows
/// from the length of the data then, and is written as that where the others are all 1.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(OpenSymbolsFix))]
[Shared]
public sealed class OpenSymbolsFix : CodeFixProvider
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["TRTX1003"];

    /// <inheritdoc />
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc />
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        SemanticModel? semantics = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span, getInnermostNodeForTie: true) is not ExpressionSyntax data
            || semantics is null
            || !context.Diagnostics[0].Properties.TryGetValue(ShapeAnalyzer.OpenSymbols, out string? list)
            || list is null)
        {
            return;
        }

        bool isProduct = context.Diagnostics[0].Properties[ShapeAnalyzer.IsProduct] == "true";
        IReadOnlyList<(string Symbol, string Value)> values = ValuesOf(list.Split(';'), data, isProduct, semantics);
        if (data.FirstAncestorOrSelf<ArgumentSyntax>() is { Parent: ArgumentListSyntax { Arguments: { } arguments } } own
            && own.Expression == data)
        {
            string text = string.Concat(values.Select(value => $", {ParameterName.Escape(value.Symbol)}: {value.Value}"));
            int end = arguments[arguments.Count - 1].Span.End;
            TextEdits.Offer(context, TitleOf(values), new TextChange(new TextSpan(end, 0), text));
        }
        else if (data.Parent is AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax initializer } assignment
            && semantics.GetSymbolInfo(assignment.Left, context.CancellationToken).Symbol?.ContainingType is { } type)
        {
            string text = string.Concat(values.Select(value => $", {MemberOf(type, value.Symbol)} = {value.Value}"));
            int end = initializer.Expressions[initializer.Expressions.Count - 1].Span.End;
            TextEdits.Offer(context, TitleOf(values), new TextChange(new TextSpan(end, 0), text));
        }
    }

    private static string TitleOf(IReadOnlyList<(string Symbol, string Value)> values) =>
        $"Pass {string.Join(", ", values.Select(value => $"{value.Symbol}: {value.Value}"))}";

    private static string MemberOf(INamedTypeSymbol type, string parameter) =>
        ParameterName.Escape(type.GetMembers().OfType<IPropertySymbol>()
            .Select(property => property.Name)
            .FirstOrDefault(name => string.Equals(name, parameter, StringComparison.OrdinalIgnoreCase)) ?? parameter);

    private static List<(string Symbol, string Value)> ValuesOf(
        string[] symbols, ExpressionSyntax data, bool isProduct, SemanticModel semantics)
    {
        List<(string Symbol, string Value)> values = [];
        bool allOnes = true;
        for (int i = 0; i < symbols.Length; i++)
        {
            string? variable = VariableOf(symbols[i], data.SpanStart, semantics);
            bool isLast = i == symbols.Length - 1 && symbols.Length > 1;
            if (variable is null && isLast)
            {
                // It follows from the length; written down where it is just that.
                if (allOnes && isProduct && LengthOf(data, semantics) is { } length)
                {
                    values.Add((symbols[i], length));
                }

                break;
            }

            allOnes &= variable is null;
            values.Add((symbols[i], variable ?? (i == 0 ? "1" : $"/* {symbols[i]} */ 1")));
        }

        return values;
    }

    private static string? VariableOf(string symbol, int position, SemanticModel semantics) => semantics
        .LookupSymbols(position)
        .Where(candidate => Names.Equal(candidate.Name, symbol) && IsInt(candidate, position))
        .Select(candidate => ParameterName.Escape(candidate.Name))
        .FirstOrDefault();

    private static bool IsInt(ISymbol symbol, int position) => symbol switch
    {
        // A local is also found before its declaration, and one without a value is not to be read.
        ILocalSymbol local => local.Type.SpecialType == SpecialType.System_Int32
            && local.DeclaringSyntaxReferences.FirstOrDefault() is { } declaration
            && declaration.Span.End < position
            && declaration.GetSyntax() is VariableDeclaratorSyntax { Initializer: not null },
        IParameterSymbol parameter => parameter.Type.SpecialType == SpecialType.System_Int32,
        IFieldSymbol field => field.Type.SpecialType == SpecialType.System_Int32 && field.IsConst,
        _ => false,
    };

    private static string? LengthOf(ExpressionSyntax data, SemanticModel semantics) =>
        data is IdentifierNameSyntax or MemberAccessExpressionSyntax
        && semantics.GetTypeInfo(data).Type is { } type
        && (type is IArrayTypeSymbol { Rank: 1 } || Generators.Analyzers.Reading.KnownTypes.IsFlat(type))
            ? $"{data}.Length"
            : null;
}
