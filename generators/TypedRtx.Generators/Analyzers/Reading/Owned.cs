using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace TypedRtx.Generators.Analyzers.Reading;

/// <summary>Expressions that make something which their caller has to dispose: results, bindings and models.</summary>
internal static class Owned
{
    // What generated classes have; a method of the user's half may keep its model and dispose it later.
    private static readonly string[] Uses = ["Run", "RunAsync", "Bind", "BindDevice", "NewState", "WarmAsync", "ToOwned"];

    private static readonly string[] UsesOfState = ["Rewind", "Fork", "Reset", "Restore"];

    /// <summary>Whether a call gives the caller something to dispose, now or once it is awaited.</summary>
    public static bool IsMadeBy(IInvocationOperation call, KnownTypes types)
    {
        INamedTypeSymbol type = call.TargetMethod.ContainingType;
        if (!types.IsModel(type))
        {
            return false;
        }

        // By name, because the user's half may hand out what it keeps. A step gives its state back.
        string name = call.TargetMethod.Name;
        return call.TargetMethod.IsStatic
            ? IsLoad(call.TargetMethod)
            : (name == "Run" && types.IsOutputs(call.Type))
                || (name is "Bind" or "BindDevice" && types.IsBinding(call.Type))
                || (name == "NewState" && types.IsState(call.Type) && call.Parent is not IInvocationOperation { TargetMethod.Name: "Step" });
    }

    /// <summary>Whether a method loads the model that it belongs to.</summary>
    public static bool IsLoad(IMethodSymbol method) => method is
    {
        IsStatic: true,
        Name: "Load" or "LoadFrom" or "LoadAsync" or "LoadFromAsync",
    };

    /// <summary>What is made: <c>The result of Bert.Run</c>.</summary>
    public static string Describe(IInvocationOperation call, KnownTypes types)
    {
        string model = call.TargetMethod.ContainingType.Name;
        return call.TargetMethod.IsStatic ? $"The model that {model}.{call.TargetMethod.Name} loads"
            : types.IsOutputs(call.Type) ? $"The result of {model}.{call.TargetMethod.Name}"
            : $"The {(types.IsState(call.Type) ? "state" : "binding")} that {model}.{call.TargetMethod.Name} makes";
    }

    /// <summary>The expression whose value is what was made: an <c>await</c> around the call, where it takes one.</summary>
    public static IOperation? ValueOf(IInvocationOperation call)
    {
        if (call.Type is not INamedTypeSymbol { Name: "Task" or "ValueTask" })
        {
            return call;
        }

        IOperation? parent = call.Parent;
        if (parent is IInvocationOperation { TargetMethod.Name: "ConfigureAwait" })
        {
            parent = parent.Parent;
        }

        return parent as IAwaitOperation;
    }

    /// <summary>
    /// Whether a local is only ever used; whoever else gets hold of it may dispose it.
    /// </summary>
    public static bool IsNeverDisposed(ILocalSymbol local, IOperation declaration)
    {
        IOperation? function = FunctionOf(declaration);
        return Locals.ReferencesTo(local, Locals.RootOf(declaration)).All(reference =>
            FunctionOf(reference) == function
            && MemberOf(reference) is { } member
            && (IsUse(member) || IsStep(reference)));
    }

    /// <summary>Whether a member only uses its instance, and neither disposes it nor hands it on.</summary>
    public static bool IsUse(ISymbol member) => member is IPropertySymbol
        || Array.IndexOf(Uses, member.Name) >= 0
        || (member.ContainingType.Name == "State" && Array.IndexOf(UsesOfState, member.Name) >= 0);

    /// <summary>The member that is used of an instance; null where something else happens to it.</summary>
    public static ISymbol? MemberOf(IOperation instance) => instance.Parent switch
    {
        IInvocationOperation call when call.Instance == instance => call.TargetMethod,
        IPropertyReferenceOperation property when property.Instance == instance => property.Property,
        _ => null,
    };

    // A step gives its state back; what becomes of that is plain where an output is read of it, or nothing is.
    private static bool IsStep(IOperation instance) => instance.Parent is IInvocationOperation
    {
        TargetMethod: { Name: "Step", ContainingType.Name: "State" },
        Parent: IExpressionStatementOperation or IPropertyReferenceOperation,
    };

    /// <summary>The lambda or local function that an operation stands in; null for the method itself.</summary>
    public static IOperation? FunctionOf(IOperation operation)
    {
        IOperation? current = operation.Parent;
        while (current is not (null or IAnonymousFunctionOperation or ILocalFunctionOperation))
        {
            current = current.Parent;
        }

        return current;
    }
}
