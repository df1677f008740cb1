using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TypedRtx.Generators.Analyzers.Profiles;
using TypedRtx.Generators.Analyzers.Reading;
using TypedRtx.Generators.Analyzers.Shapes;
using TypedRtx.Signatures;

namespace TypedRtx.Generators.Analyzers;

/// <summary>Checks the lengths that a call gives to a model: against each other, against the model and against its profiles.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ShapeAnalyzer : DiagnosticAnalyzer
{
    /// <summary>The key of the diagnostic's property with the parameters that are to be named, with <c>;</c> between.</summary>
    internal const string OpenSymbols = nameof(OpenSymbols);

    /// <summary>The key of the diagnostic's property that says whether the product of the open symbols is the length of the data.</summary>
    internal const string IsProduct = nameof(IsProduct);

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [CallDescriptors.OutsideProfiles, CallDescriptors.Contradiction, CallDescriptors.OpenSymbols];

    /// <inheritdoc />
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (KnownTypes.Of(start.Compilation) is not { } types)
            {
                return;
            }

            ConcurrentDictionary<INamedTypeSymbol, ModelShapes?> models = new(SymbolEqualityComparer.Default);
            start.RegisterOperationAction(
                operation => Check(operation, type => models.GetOrAdd(type, ModelShapes.Of), types), OperationKind.Invocation);
        });
    }

    private static void Check(OperationAnalysisContext context, Func<INamedTypeSymbol, ModelShapes?> shapesOf, KnownTypes types)
    {
        foreach (ModelCall call in ModelCallReader.Read((IInvocationOperation)context.Operation, shapesOf, types))
        {
            if (!ExpectedExceptions.Enclose(call.Call) && Check(call) is { } diagnostic)
            {
                context.ReportDiagnostic(diagnostic);
            }
        }
    }

    private static Diagnostic? Check(ModelCall call)
    {
        SymbolSolver solver = SymbolSolver.Solve(call);
        string name = call.Model.Class.Name;
        if (solver.Problem is { } problem)
        {
            return Diagnostic.Create(CallDescriptors.Contradiction, problem.Source.Syntax.GetLocation(), name, problem.Text);
        }

        foreach ((GivenInput given, IReadOnlyList<int> open) in solver.OpenInputs())
        {
            string[] parameters = [.. open.Select(symbol => call.Model.Symbols[symbol].Parameter)];
            ImmutableDictionary<string, string?> properties = ImmutableDictionary<string, string?>.Empty
                .Add(OpenSymbols, string.Join(";", parameters))
                .Add(IsProduct, IsProductOf(open, call.Model.Inputs[given.Input].Shape!) ? "true" : "false");
            string missing = string.Join(", ", parameters.Select(parameter => parameter + ": …"));
            return Diagnostic.Create(
                CallDescriptors.OpenSymbols,
                given.Source.Syntax.GetLocation(),
                properties,
                name,
                ShapeTexts.Open(call.Model, given, open),
                missing);
        }

        if (ProfileCheck.Check(call, solver.States) is { } outside)
        {
            ImmutableDictionary<string, string?> properties = ImmutableDictionary<string, string?>.Empty
                .Add(ProfileCheck.Dims, ProfileCheck.TextOf(call.Model, solver.States));
            return Diagnostic.Create(
                CallDescriptors.OutsideProfiles, outside.Source.Syntax.GetLocation(), properties, name, outside.Text);
        }

        return null;
    }

    private static bool IsProductOf(IReadOnlyList<int> open, PlannedShape shape)
    {
        int[] symbols = [.. shape.Dimensions.Where(dimension => dimension.Constant != 1).Select(dimension => dimension.Symbol)];
        return symbols.Length == open.Count && !open.Except(symbols).Any();
    }
}
