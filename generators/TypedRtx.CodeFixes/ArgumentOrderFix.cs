using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using TypedRtx.Generators.Analyzers;
using TypedRtx.Generators.Planning.Naming;

namespace TypedRtx.CodeFixes;

/// <summary>TRTX1004 and TRTX1005: arguments with names; swapped ones with the names that they were meant for.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ArgumentOrderFix))]
[Shared]
public sealed class ArgumentOrderFix : CodeFixProvider
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["TRTX1004", "TRTX1005"];

    /// <inheritdoc />
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc />
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        SemanticModel? semantics = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span, getInnermostNodeForTie: true).FirstAncestorOrSelf<ArgumentSyntax>()
                is not { Parent.Parent: InvocationExpressionSyntax call } first
            || semantics?.GetSymbolInfo(call, context.CancellationToken).Symbol is not IMethodSymbol method)
        {
            return;
        }

        // Behind a name out of its place every argument needs one.
        ArgumentSyntax[] positional = [.. call.ArgumentList.Arguments.TakeWhile(argument => argument.NameColon is null)];
        string[] names = [.. method.Parameters.Take(positional.Length).Select(parameter => parameter.Name)];
        int start = Array.IndexOf(positional, first);
        if (start < 0 || names.Length != positional.Length)
        {
            return;
        }

        if (context.Diagnostics[0].Properties.TryGetValue(ArgumentOrderAnalyzer.Meant, out string? meant) && meant is not null)
        {
            string[] swapped = [.. names];
            string[] group = meant.Split(';');
            int from = GroupStart(method, group);
            if (from >= 0 && from + group.Length <= swapped.Length)
            {
                Array.Copy(group, 0, swapped, from, group.Length);
                TextEdits.Offer(context, "Pass each to the input that it is named after", Name(positional, swapped, from));
            }

            TextEdits.Offer(context, "Keep the order and name the arguments", Name(positional, names, Math.Max(from, 0)));
        }
        else
        {
            TextEdits.Offer(context, "Name the arguments", Name(positional, names, start));
        }
    }

    // The group holds the same parameters in another order.
    private static int GroupStart(IMethodSymbol method, string[] group)
    {
        int[] ordinals =
            [.. group.Select(name => method.Parameters.FirstOrDefault(parameter => parameter.Name == name)?.Ordinal ?? -1)];
        return ordinals.Length == 0 ? -1 : ordinals.Min();
    }

    private static TextChange[] Name(ArgumentSyntax[] arguments, string[] names, int start) =>
    [
        .. arguments.Skip(start).Select((argument, i) =>
            new TextChange(new TextSpan(argument.SpanStart, 0), $"{ParameterName.Escape(names[start + i])}: ")),
    ];
}
