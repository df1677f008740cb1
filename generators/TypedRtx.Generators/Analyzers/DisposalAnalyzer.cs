using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TypedRtx.Generators.Analyzers.Reading;

namespace TypedRtx.Generators.Analyzers;

/// <summary>Finds results, bindings and models that nobody can dispose any more.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DisposalAnalyzer : CallAnalyzer
{
    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [CallDescriptors.NotDisposed];

    /// <inheritdoc />
    private protected override Action<OperationAnalysisContext> CheckOf(KnownTypes types) => operation => Check(operation, types);

    private static void Check(OperationAnalysisContext context, KnownTypes types)
    {
        IInvocationOperation call = (IInvocationOperation)context.Operation;
        if (Owned.IsMadeBy(call, types)
            && Owned.ValueOf(call) is { } value
            && IsLost(value)
            && !HandsOutViews(context.ContainingSymbol, call)
            && !ExpectedExceptions.Enclose(call))
        {
            string text = $"{Owned.Describe(call, types)} is never disposed";
            string rest = types.IsOutputs(call.Type) ? ", so its memory does not serve the next run" : "";
            context.ReportDiagnostic(Diagnostic.Create(CallDescriptors.NotDisposed, value.Syntax.GetLocation(), text + rest));
        }
    }

    private static bool IsLost(IOperation value) => value.Parent switch
    {
        // Dropped, or used once without a name.
        IExpressionStatementOperation => true,
        ISimpleAssignmentOperation { Target: IDiscardOperation } => true,
        IInvocationOperation or IPropertyReferenceOperation => Owned.MemberOf(value) is { } member && Owned.IsUse(member),
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } =>
            !IsInUsing(declarator) && Owned.IsNeverDisposed(declarator.Symbol, declarator),
        _ => false,
    };

    // A method that gives its caller a view has to leave the memory alive.
    private static bool HandsOutViews(ISymbol method, IOperation operation) =>
        method is IMethodSymbol { ReturnType.IsRefLikeType: true }
        || Owned.FunctionOf(operation) is ILocalFunctionOperation { Symbol.ReturnType.IsRefLikeType: true }
            or IAnonymousFunctionOperation { Symbol.ReturnType.IsRefLikeType: true };

    private static bool IsInUsing(IVariableDeclaratorOperation declarator)
    {
        IOperation? parent = declarator.Parent;
        while (parent is IVariableDeclarationOperation or IVariableDeclarationGroupOperation)
        {
            parent = parent.Parent;
        }

        return parent is IUsingOperation or IUsingDeclarationOperation;
    }
}
