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

/// <summary>Checks the lengths that a call gives to a model: against each other, the model and its profiles.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ShapeAnalyzer : CallAnalyzer
{
    /// <summary>The key of the diagnostic's property with the parameters that are to be named, with <c>;</c> between.</summary>
    internal const string OpenSymbols = nameof(OpenSymbols);

    /// <summary>The key of the diagnostic's property that says whether the open symbols multiply to the length of the data.</summary>
    internal const string IsProduct = nameof(IsProduct);

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [CallDescriptors.OutsideProfiles, CallDescriptors.Contradiction, CallDescriptors.OpenSymbols];

    /// <inheritdoc />
    private protected override Action<OperationAnalysisContext> CheckOf(KnownTypes types)
    {
        ConcurrentDictionary<INamedTypeSymbol, ModelShapes?> models = new(SymbolEqualityComparer.Default);
        return operation => Check(operation, type => models.GetOrAdd(type, ModelShapes.Of), types);
    }

    private static void Check(OperationAnalysisContext context, Func<INamedTypeSymbol, ModelShapes?> shapesOf, KnownTypes types)
    {
        IInvocationOperation invocation = (IInvocationOperation)context.Operation;
        foreach (ModelCall call in ModelCallReader.Read(invocation, shapesOf, types))
        {
            if (!ExpectedExceptions.Enclose(invocation) && Check(call, HasOwnProfile(invocation)) is { } diagnostic)
            {
                context.ReportDiagnostic(diagnostic);
            }
        }
    }

    private static Diagnostic? Check(ModelCall call, bool hasOwnProfile)
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

        if (!hasOwnProfile && ProfileCheck.Check(call, solver.States) is { } outside)
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

    // Bert.Load(new ModelOptions { Profile = … }): it may allow what no declared one does.
    private static bool HasOwnProfile(IInvocationOperation call) =>
        call.Instance is ILocalReferenceOperation local
        && Locals.OnlyValueOf(local) is { } load
        && load.Descendants().OfType<IPropertyReferenceOperation>().Any(property => property.Property is
        {
            Name: "Profile" or "Profiles",
            ContainingType.Name: "ModelOptions",
        });
}
