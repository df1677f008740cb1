using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace TypedRtx.Generators.Analyzers.Reading;

/// <summary>Code that is there to throw, as tests have it: <c>Assert.Throws&lt;TensorShapeException&gt;(() => …)</c>.</summary>
internal static class ExpectedExceptions
{
    /// <summary>Whether an operation stands in a lambda that a test of exceptions runs, or in a try that catches ours.</summary>
    public static bool Enclose(IOperation operation)
    {
        IOperation child = operation;
        for (IOperation? current = operation; current is not null; child = current, current = current.Parent)
        {
            if (current is ITryOperation attempt && attempt.Body == child && attempt.Catches.Any(IsOfOurs))
            {
                return true;
            }

            if (current is IAnonymousFunctionOperation
                && (CallOf(current) is { } method ? IsAboutThrowing(method.Name) : IsHeldForTest(current)))
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

    private static bool IsOfOurs(ICatchClauseOperation clause) =>
        clause.ExceptionType is { Name: "ObjectDisposedException" } || KnownTypes.IsOurs(clause.ExceptionType);

    // Action act = () => …; act.Should().Throw<…>();
    private static bool IsHeldForTest(IOperation lambda) =>
        Locals.RootOf(lambda).Descendants().OfType<IInvocationOperation>().Any(call => IsAboutThrowing(call.TargetMethod.Name));

    private static bool IsAboutThrowing(string name) =>
        name.IndexOf("Throw", StringComparison.OrdinalIgnoreCase) >= 0
        || name.IndexOf("Exception", StringComparison.OrdinalIgnoreCase) >= 0
        || name.IndexOf("Catch", StringComparison.OrdinalIgnoreCase) >= 0;
}
