using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TypedRtx.Generators.Analyzers.Reading;

namespace TypedRtx.Generators.Analyzers;

/// <summary>Finds inputs of one type that only their order tells apart, and those whose names say that it is wrong.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ArgumentOrderAnalyzer : CallAnalyzer
{
    /// <summary>The key of the diagnostic's property with the parameter that each positional argument is named after.</summary>
    internal const string Meant = nameof(Meant);

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [CallDescriptors.Positional, CallDescriptors.Swapped];

    /// <inheritdoc />
    private protected override Action<OperationAnalysisContext> CheckOf(KnownTypes types) => operation => Check(operation, types);

    private static void Check(OperationAnalysisContext context, KnownTypes types)
    {
        IInvocationOperation call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod.IsStatic
            || !types.IsModel(call.Instance?.Type)
            || call.Syntax is not InvocationExpressionSyntax syntax)
        {
            return;
        }

        (IParameterSymbol Parameter, IOperation Value)[] positional = [.. PositionalInputs(call)];
        List<(IParameterSymbol Parameter, IOperation Value)> group = [];
        foreach ((IParameterSymbol Parameter, IOperation Value) argument in positional)
        {
            if (group.Count > 0 && !IsNextOf(group[group.Count - 1].Parameter, argument.Parameter))
            {
                Report(context, group, syntax);
                group.Clear();
            }

            group.Add(argument);
        }

        Report(context, group, syntax);
    }

    private static IEnumerable<(IParameterSymbol Parameter, IOperation Value)> PositionalInputs(IInvocationOperation call) =>
        from argument in call.Arguments
        where argument.Syntax is ArgumentSyntax { NameColon: null } && argument.Parameter is not null
        where KnownTypes.TensorOf(argument.Parameter!) is not null
        orderby argument.Parameter!.Ordinal
        select (argument.Parameter!, argument.Value);

    private static bool IsNextOf(IParameterSymbol left, IParameterSymbol right) =>
        right.Ordinal == left.Ordinal + 1 && SymbolEqualityComparer.Default.Equals(left.Type, right.Type);

    private static void Report(
        OperationAnalysisContext context,
        List<(IParameterSymbol Parameter, IOperation Value)> group,
        InvocationExpressionSyntax syntax)
    {
        if (group.Count < 2)
        {
            return;
        }

        int[] meant =
            [.. group.Select(argument => group.FindIndex(other => IsSame(NameOf(argument.Value), other.Parameter.Name)))];
        string model = ((IInvocationOperation)context.Operation).Instance!.Type!.Name;
        int[] cycle = [.. Enumerable.Range(0, meant.Length).Where(i => IsOnCycle(meant, i))];
        if (cycle.Length > 0)
        {
            string text = string.Join(
                ", ", cycle.Select(i => $"'{NameOf(group[i].Value)}' is passed for the input {group[i].Parameter.Name}"));
            string names = string.Join(
                ";", group.Select((argument, i) => group[cycle.Contains(i) ? meant[i] : i].Parameter.Name));
            context.ReportDiagnostic(Diagnostic.Create(
                CallDescriptors.Swapped,
                Location.Create(syntax.SyntaxTree, group[cycle[0]].Value.Syntax.Span),
                ImmutableDictionary<string, string?>.Empty.Add(Meant, names),
                model,
                text));
        }
        else if (!meant.Select((parameter, i) => parameter == i).All(isOwn => isOwn))
        {
            string names = string.Join(", ", group.Select(argument => argument.Parameter.Name));
            context.ReportDiagnostic(Diagnostic.Create(
                CallDescriptors.Positional, Location.Create(syntax.SyntaxTree, group[0].Value.Syntax.Span), model, names));
        }
    }

    // a for b and b for a, or longer rings: one name alone may be chance, as when an output is the next run's input.
    private static bool IsOnCycle(int[] meant, int start)
    {
        int current = meant[start];
        for (int step = 0; step < meant.Length && current >= 0 && current != start; step++)
        {
            current = meant[current];
        }

        return current == start && meant[start] != start;
    }

    private static string NameOf(IOperation value)
    {
        while (value is IConversionOperation conversion)
        {
            value = conversion.Operand;
        }

        return value switch
        {
            ILocalReferenceOperation local => local.Local.Name,
            IParameterReferenceOperation parameter => parameter.Parameter.Name,
            IMemberReferenceOperation member => member.Member.Name,
            _ => "",
        };
    }

    private static bool IsSame(string name, string parameter) =>
        name.Length > 0
        && string.Equals(name.Replace("_", ""), parameter.Replace("_", ""), StringComparison.OrdinalIgnoreCase);
}
