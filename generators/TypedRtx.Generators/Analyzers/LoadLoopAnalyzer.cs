using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TypedRtx.Generators.Analyzers.Reading;

namespace TypedRtx.Generators.Analyzers;

/// <summary>
/// Finds models that a loop loads, runs and drops once per round, always from the same place with the same options. Loops
/// that load different models, keep them, wait, try again after an error or only measure loading are left alone.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LoadLoopAnalyzer : CallAnalyzer
{
    // A loop that waits may be a service that takes up what was put in the model's place meanwhile.
    private static readonly string[] Waits = ["Sleep", "Delay", "Wait", "WaitOne", "WaitAsync", "WaitForNextTickAsync"];

    private static readonly string[] PerItemTypes = ["Enumerable", "ParallelEnumerable", "Parallel", "Array", "List"];

    private static readonly string[] PerItemMethods =
    [
        "Select", "SelectMany", "Where", "All", "Any", "Sum", "Average", "Min", "Max", "Count", "ToDictionary", "ForEach", "For",
        "ForAll", "ForAsync", "ForEachAsync", "ConvertAll",
    ];

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [CallDescriptors.LoadedInLoop];

    /// <inheritdoc />
    private protected override Action<OperationAnalysisContext> CheckOf(KnownTypes types) => operation => Check(operation, types);

    private static void Check(OperationAnalysisContext context, KnownTypes types)
    {
        IInvocationOperation load = (IInvocationOperation)context.Operation;
        if (!Owned.IsLoad(load.TargetMethod)
            || !types.IsModel(load.TargetMethod.ContainingType)
            || Owned.ValueOf(load) is not { } value
            || RepeatedBody(load) is not { } body
            || !IsRunAndDropped(value, body)
            || Leaves(body)
            || WaitsIn(body)
            || !load.Arguments.All(argument => IsSameEveryTime(argument.Value, body)))
        {
            return;
        }

        string round = body.Parent is IForEachLoopOperation || body is IAnonymousFunctionOperation ? "item" : "round of the loop";
        context.ReportDiagnostic(Diagnostic.Create(
            CallDescriptors.LoadedInLoop, load.Syntax.GetLocation(), load.TargetMethod.ContainingType.Name, round));
    }

    // The nearest loop body or per-item lambda around the load, with no try between: that would be a loop of attempts.
    private static IOperation? RepeatedBody(IOperation load)
    {
        IOperation child = load;
        for (IOperation? current = load.Parent; current is not null; child = current, current = current.Parent)
        {
            switch (current)
            {
                case ILoopOperation loop:
                    return loop.Body == child ? child : null;
                case IAnonymousFunctionOperation lambda:
                    return ExpectedExceptions.CallOf(lambda) is { } method && IsPerItem(method) ? lambda : null;
                case ILocalFunctionOperation or IConditionalOperation or ISwitchOperation or ITryOperation { Catches.Length: > 0 }:
                    return null;
            }
        }

        return null;
    }

    private static bool IsPerItem(IMethodSymbol method) =>
        Array.IndexOf(PerItemTypes, method.ContainingType.Name) >= 0
        && Array.IndexOf(PerItemMethods, method.Name) >= 0
        && method.ContainingNamespace.ToDisplayString().StartsWith("System", StringComparison.Ordinal);

    // Held in a local that nothing else gets hold of, and run there.
    private static bool IsRunAndDropped(IOperation value, IOperation body)
    {
        if (value.Parent is not IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator })
        {
            return false;
        }

        ILocalReferenceOperation[] references = [.. Locals.ReferencesTo(declarator.Symbol, body)];
        return references.All(reference => Owned.MemberOf(reference) is not null && !Locals.IsWritten(reference))
            && references.Any(reference => Owned.MemberOf(reference)!.Name is "Run" or "RunAsync" or "Bind" or "BindDevice");
    }

    private static bool Leaves(IOperation body)
    {
        IOperation? function = body is IAnonymousFunctionOperation ? body : Owned.FunctionOf(body);
        return body is not IAnonymousFunctionOperation && body.Descendants().Any(operation =>
            operation is IReturnOperation or IThrowOperation or IBranchOperation { BranchKind: BranchKind.Break or BranchKind.GoTo }
            && Owned.FunctionOf(operation) == function);
    }

    private static bool WaitsIn(IOperation body) => (body.Parent as ILoopOperation ?? body).Descendants()
        .OfType<IInvocationOperation>()
        .Any(call => Array.IndexOf(Waits, call.TargetMethod.Name) >= 0);

    // Constants, and plain values that come from outside of the loop and are used for nothing else in it.
    private static bool IsSameEveryTime(IOperation argument, IOperation body)
    {
        SyntaxNode loop = body.Parent is ILoopOperation parent ? parent.Syntax : body.Syntax;
        return argument.DescendantsAndSelf().All(operation => operation switch
        {
            ILocalReferenceOperation local => IsFixed(local.Local, local.Type, loop, body, argument),
            IParameterReferenceOperation parameter => IsFixed(parameter.Parameter, parameter.Type, loop, body, argument),
            IFieldReferenceOperation { Field: { } field } =>
                field.IsConst || (field.IsReadOnly && field.Type.SpecialType == SpecialType.System_String),
            IPropertyReferenceOperation { Property: { Name: "BaseDirectory", ContainingType.Name: "AppContext" } } => true,
            IPropertyReferenceOperation { Parent: ISimpleAssignmentOperation set } property =>
                set.Target == property && set.Parent is IObjectOrCollectionInitializerOperation,
            IPropertyReferenceOperation => false,
            ISimpleAssignmentOperation { Parent: IObjectOrCollectionInitializerOperation } => true,
            IInvocationOperation call => call.TargetMethod.ContainingType is { Name: "Path", ContainingNamespace.Name: "IO" },
            IAwaitOperation or IAssignmentOperation or IIncrementOrDecrementOperation or IDynamicInvocationOperation => false,
            _ => true,
        });
    }

    private static bool IsFixed(ISymbol symbol, ITypeSymbol? type, SyntaxNode loop, IOperation body, IOperation argument) =>
        type is { IsValueType: true } or { Name: "String" or "ModelOptions" or "IProgress" }
        && symbol.DeclaringSyntaxReferences.All(declaration => !loop.FullSpan.Contains(declaration.Span))
        && Locals.RootOf(body).Descendants()
            .Where(operation => IsReferenceTo(operation, symbol) && loop.FullSpan.Contains(operation.Syntax.Span))
            .All(operation => argument.Syntax.FullSpan.Contains(operation.Syntax.Span));

    private static bool IsReferenceTo(IOperation operation, ISymbol symbol) => operation switch
    {
        ILocalReferenceOperation local => SymbolEqualityComparer.Default.Equals(local.Local, symbol),
        IParameterReferenceOperation parameter => SymbolEqualityComparer.Default.Equals(parameter.Parameter, symbol),
        _ => false,
    };
}
