using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace TypedRtx.Generators.Analyzers.Reading;

/// <summary>What a body of code does with a local variable.</summary>
internal static class Locals
{
    /// <summary>The value that a local has for as long as it lives; null where it is assigned again or lives elsewhere.</summary>
    public static IOperation? OnlyValueOf(ILocalReferenceOperation reference)
    {
        IOperation root = RootOf(reference);
        IOperation? value = null;
        foreach (IOperation operation in root.Descendants())
        {
            if (operation is IVariableDeclaratorOperation declarator && Is(declarator.Symbol, reference.Local))
            {
                value = reference.Local.IsRef ? null : declarator.GetVariableInitializer()?.Value;
            }
            else if (operation is ILocalReferenceOperation other && Is(other.Local, reference.Local) && IsWritten(other))
            {
                return null;
            }
        }

        return value;
    }

    /// <summary>Every place of a body that names a local, in the order of the text.</summary>
    public static IEnumerable<ILocalReferenceOperation> ReferencesTo(ILocalSymbol local, IOperation root) =>
        root.Descendants().OfType<ILocalReferenceOperation>().Where(reference => Is(reference.Local, local));

    /// <summary>The whole body that an operation stands in, the lambdas around it included.</summary>
    public static IOperation RootOf(IOperation operation)
    {
        IOperation root = operation;
        while (root.Parent is { } parent)
        {
            root = parent;
        }

        return root;
    }

    /// <summary>Whether a reference may change what the local holds.</summary>
    public static bool IsWritten(ILocalReferenceOperation reference)
    {
        IOperation operation = reference;
        while (operation.Parent is ITupleOperation or IConversionOperation or IParenthesizedOperation)
        {
            operation = operation.Parent;
        }

        return operation.Parent switch
        {
            IDeconstructionAssignmentOperation deconstruction => deconstruction.Target == operation,
            ISimpleAssignmentOperation { IsRef: true } => true,
            IAssignmentOperation assignment => assignment.Target == operation,
            IIncrementOrDecrementOperation or IAddressOfOperation => true,
            IArgumentOperation argument => argument.Parameter is null or { RefKind: RefKind.Ref or RefKind.Out },
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.IsRef: true } } => true,
            IReturnOperation => operation.Syntax.Parent is RefExpressionSyntax,
            null => true,
            _ => false,
        };
    }

    private static bool Is(ILocalSymbol left, ILocalSymbol right) => SymbolEqualityComparer.Default.Equals(left, right);
}
