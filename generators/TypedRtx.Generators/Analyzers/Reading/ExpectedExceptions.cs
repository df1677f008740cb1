using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace TypedRtx.Generators.Analyzers.Reading;

/// <summary>Code that is there to throw, as tests have it: <c>Assert.Throws&lt;TensorShapeException&gt;(() => …)</c>.</summary>
internal static class ExpectedExceptions
{
    /// <summary>Whether an operation stands in a lambda that is given to a method about throwing.</summary>
    public static bool Enclose(IOperation operation)
    {
        for (IOperation? current = operation; current is not null; current = current.Parent)
        {
            if (current is IAnonymousFunctionOperation && CallOf(current) is { } method && IsAboutThrowing(method.Name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The method that a lambda is passed to; null for none.</summary>
    public static IMethodSymbol? CallOf(IOperation lambda)
    {
        IOperation? parent = lambda.Parent;
        while (parent is IDelegateCreationOperation or IConversionOperation)
        {
            parent = parent.Parent;
        }

        return parent is IArgumentOperation { Parent: IInvocationOperation call } ? call.TargetMethod : null;
    }

    private static bool IsAboutThrowing(string name) =>
        name.IndexOf("Throw", StringComparison.OrdinalIgnoreCase) >= 0
        || name.IndexOf("Exception", StringComparison.OrdinalIgnoreCase) >= 0
        || name.IndexOf("Catch", StringComparison.OrdinalIgnoreCase) >= 0;
}
