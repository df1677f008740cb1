using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Xunit;

namespace TypedRtx.TestKit;

/// <summary>The checks of a generator run, one by one.</summary>
public static class GeneratorAssert
{
    // A public member of the test's own source without XML documentation is not the generator's.
    private const string MissingDocumentation = "CS1591";

    // Roslyn tracks this one too, and has no public constant for it.
    private const string CompilationOptionsStep = "CompilationOptions";

    // Steps of Roslyn's own, whose values are the compilation or parts of it.
    private static readonly ImmutableHashSet<string> RoslynSteps =
    [
        WellKnownGeneratorInputs.AdditionalTexts, WellKnownGeneratorInputs.AnalyzerConfigOptions,
        WellKnownGeneratorInputs.Compilation, WellKnownGeneratorInputs.MetadataReferences,
        WellKnownGeneratorInputs.ParseOptions, CompilationOptionsStep,
    ];

    /// <summary>The generator threw nothing.</summary>
    public static void DidNotThrow(GeneratorRun run)
    {
        if (run.Result.Exception is Exception exception)
        {
            Assert.Fail($"The generator threw: {exception}");
        }
    }

    /// <summary>The compilation with the generated sources has no warning and no error.</summary>
    public static void Compiles(GeneratorRun run)
    {
        HashSet<SyntaxTree> own = [.. run.Input.SyntaxTrees];
        Diagnostic[] problems =
        [
            .. run.Output.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning
                && !diagnostic.IsSuppressed
                && !(diagnostic.Id == MissingDocumentation && own.Contains(diagnostic.Location.SourceTree!))),
        ];
        if (problems.Length > 0)
        {
            string lines = string.Join('\n', problems.Take(20).Select(Describe));
            Assert.Fail($"The output has {problems.Length} warnings or errors:\n{lines}");
        }
    }

    /// <summary>Every tracked step is cached or unchanged, and every output cached: the run did no work.</summary>
    /// <param name="run">The run.</param>
    /// <param name="inputSteps">Steps that are not looked at.</param>
    public static void IsCached(GeneratorRun run, ImmutableHashSet<string> inputSteps)
    {
        foreach ((string name, ImmutableArray<IncrementalGeneratorRunStep> _) in run.Result.TrackedSteps)
        {
            if (!IsRoslynStep(name) && !run.Result.TrackedOutputSteps.ContainsKey(name) && !inputSteps.Contains(name))
            {
                ReasonsAre(
                    name, run.ReasonsOf(name), IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged);
            }
        }

        ReasonsAre("output", run.OutputReasons(), IncrementalStepRunReason.Cached);
    }

    /// <summary>No value of the generator's tracked steps reaches a Roslyn object.</summary>
    /// <param name="run">The run.</param>
    /// <param name="inputSteps">Steps that may.</param>
    public static void HoldsNoRoslynObjects(GeneratorRun run, ImmutableHashSet<string> inputSteps)
    {
        foreach ((string name, ImmutableArray<IncrementalGeneratorRunStep> steps) in run.Result.TrackedSteps)
        {
            if (IsRoslynStep(name) || run.Result.TrackedOutputSteps.ContainsKey(name) || inputSteps.Contains(name))
            {
                continue;
            }

            foreach ((object value, IncrementalStepRunReason _) in steps.SelectMany(step => step.Outputs))
            {
                if (ObjectGraph.FindRoslynObject(value) is string path)
                {
                    Assert.Fail($"Step '{name}' holds a Roslyn object, which defeats caching: {path}");
                }
            }
        }
    }

    private static void ReasonsAre(
        string name, IReadOnlyList<IncrementalStepRunReason> reasons, params IncrementalStepRunReason[] allowed)
    {
        if (reasons.Any(reason => Array.IndexOf(allowed, reason) < 0))
        {
            Assert.Fail(
                $"Nothing changed, so step '{name}' should be {string.Join(" or ", allowed)}; "
                + $"it is {string.Join(", ", reasons)}. Is a model compared by reference?");
        }
    }

    // ForAttributeWithMetadataName tracks steps of its own that hold syntax and compilations.
    private static bool IsRoslynStep(string name) =>
        RoslynSteps.Contains(name) || name.Contains("_ForAttribute", StringComparison.Ordinal);

    private static string Describe(Diagnostic diagnostic)
    {
        FileLinePositionSpan span = diagnostic.Location.GetLineSpan();
        int line = span.StartLinePosition.Line;
        string text = diagnostic.Location.SourceTree?.GetText().Lines[line].ToString().Trim() ?? "";
        return $"{Path.GetFileName(span.Path)}({line + 1}): {diagnostic.Id} "
            + $"{diagnostic.GetMessage(CultureInfo.InvariantCulture)}\n    {text}";
    }
}
