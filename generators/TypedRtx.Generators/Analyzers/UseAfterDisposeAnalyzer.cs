using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TypedRtx.Generators.Analyzers.Reading;
using TypedRtx.Generators.Analyzers.Shapes;

namespace TypedRtx.Generators.Analyzers;

/// <summary>Finds results, bindings and models that are used in the statements behind the one that disposes them.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UseAfterDisposeAnalyzer : CallAnalyzer
{
    private const string Throws = "the use throws ObjectDisposedException";
    private const string Stale = "it views memory that serves other runs by then";

    // What reads elements; lengths stay as they were.
    private static readonly string[] ViewReads =
        ["this[]", "Span", "ToArray", "ToTensor", "CopyTo", "Row", "Rows", "AsTensorSpan"];

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [CallDescriptors.UsedAfterDispose];

    /// <inheritdoc />
    private protected override Action<OperationAnalysisContext> CheckOf(KnownTypes types) => operation => Check(operation, types);

    private static void Check(OperationAnalysisContext context, KnownTypes types)
    {
        if (context.Operation is not IInvocationOperation
            {
                TargetMethod: { Name: "Dispose", Parameters.IsEmpty: true },
                Instance: ILocalReferenceOperation { Local: { IsRef: false } local },
                Parent: IExpressionStatementOperation { Parent: IBlockOperation block } statement,
            }
            || !(types.IsOutputs(local.Type) || types.IsBinding(local.Type) || types.IsModel(local.Type))
            || BodyHasLabels(context.Operation))
        {
            return;
        }

        HashSet<ISymbol> views = types.IsOutputs(local.Type) ? ViewsOf(local, block) : new(SymbolEqualityComparer.Default);
        foreach (ILocalReferenceOperation reference in Behind(statement, block))
        {
            bool isOwner = SymbolEqualityComparer.Default.Equals(reference.Local, local);
            if (isOwner && Locals.IsWritten(reference))
            {
                return;
            }

            if ((isOwner ? NeedsLife(reference, types) : views.Contains(reference.Local) && ReadsElements(reference))
                && !IsInTry(reference, block)
                && !ExpectedExceptions.Enclose(reference)
                && Owned.FunctionOf(reference) == Owned.FunctionOf(statement))
            {
                int line = statement.Syntax.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
                context.ReportDiagnostic(Diagnostic.Create(
                    CallDescriptors.UsedAfterDispose,
                    reference.Syntax.GetLocation(),
                    reference.Local.Name,
                    ShapeTexts.Number(line),
                    isOwner ? Throws : Stale));
                return;
            }
        }
    }

    private static IEnumerable<ILocalReferenceOperation> Behind(IOperation statement, IOperation block) =>
        block.ChildOperations
            .SkipWhile(child => child != statement)
            .Skip(1)
            .SelectMany(child => child.DescendantsAndSelf())
            .OfType<ILocalReferenceOperation>()
            .OrderBy(reference => reference.Syntax.SpanStart);

    // TensorView<float> view = result.Logits; whatever else a view is made of may be a copy.
    private static HashSet<ISymbol> ViewsOf(ILocalSymbol outputs, IOperation block)
    {
        HashSet<ISymbol> views = new(SymbolEqualityComparer.Default);
        foreach (IVariableDeclaratorOperation declarator in block.Descendants().OfType<IVariableDeclaratorOperation>())
        {
            if (KnownTypes.IsTensorView(declarator.Symbol.Type)
                && declarator.GetVariableInitializer()?.Value is IPropertyReferenceOperation property
                && property.Instance is ILocalReferenceOperation owner
                && SymbolEqualityComparer.Default.Equals(owner.Local, outputs)
                && !Locals.ReferencesTo(declarator.Symbol, block).Any(Locals.IsWritten)
                && !Locals.ReferencesTo(outputs, block).Any(Locals.IsWritten))
            {
                views.Add(declarator.Symbol);
            }
        }

        return views;
    }

    private static bool NeedsLife(ILocalReferenceOperation reference, KnownTypes types) => Owned.MemberOf(reference) switch
    {
        IPropertySymbol property => KnownTypes.TensorOf(property) is not null,
        IMethodSymbol method when types.IsOutputs(reference.Type) => method.Name == "ToOwned",
        IMethodSymbol method when types.IsBinding(reference.Type) => method.Name == "Run",
        IMethodSymbol method => method.Name is "Run" or "RunAsync" or "Bind" or "BindDevice",
        _ => false,
    };

    private static bool ReadsElements(ILocalReferenceOperation view) =>
        view.Parent is IForEachLoopOperation
        || (Owned.MemberOf(view) is { } member && Array.IndexOf(ViewReads, member.Name) >= 0);

    // A test of the exception, which it expects there.
    private static bool IsInTry(IOperation operation, IOperation block)
    {
        for (IOperation? current = operation; current is not null && current != block; current = current.Parent)
        {
            if (current is ITryOperation)
            {
                return true;
            }
        }

        return false;
    }

    private static bool BodyHasLabels(IOperation operation) =>
        Locals.RootOf(operation).Syntax.DescendantNodes().Any(node => node is GotoStatementSyntax or LabeledStatementSyntax);
}
