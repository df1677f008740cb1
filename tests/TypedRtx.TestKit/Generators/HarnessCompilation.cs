using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TypedRtx.TestKit;

/// <summary>Makes compilations and drivers from a harness, keeping what an edit left alone.</summary>
internal static class HarnessCompilation
{
    public static CSharpParseOptions ParseOptions(GeneratorHarness harness) =>
        new(harness.LanguageVersion, DocumentationMode.Diagnose);

    /// <summary>The compilation; trees of the previous one are kept where path and text are the same.</summary>
    public static CSharpCompilation Create(GeneratorHarness harness, Compilation? previous = null)
    {
        CSharpParseOptions options = ParseOptions(harness);
        IEnumerable<SyntaxTree> trees = harness.Sources.Select(source =>
            previous?.SyntaxTrees.FirstOrDefault(tree =>
                tree.FilePath == source.Path && tree.Options.Equals(options) && tree.ToString() == source.Text)
            ?? CSharpSyntaxTree.ParseText(source.Text, options, source.Path, Encoding.UTF8));
        return CSharpCompilation.Create(
            harness.AssemblyName,
            trees,
            harness.References,
            new CSharpCompilationOptions(
                harness.OutputKind,
                nullableContextOptions: NullableContextOptions.Enable,
                specificDiagnosticOptions: CompilerDefaults,
                deterministic: true,
                warningLevel: int.MaxValue));
    }

    public static GeneratorDriver CreateDriver(GeneratorHarness harness) => CSharpGeneratorDriver.Create(
        [harness.Generator.AsSourceGenerator()],
        harness.Files,
        ParseOptions(harness),
        new TestOptionsProvider(harness.GlobalOptions, harness.FileOptions),
        new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>The driver for the next harness, told of what changed and nothing else.</summary>
    public static GeneratorDriver Update(GeneratorDriver driver, GeneratorHarness before, GeneratorHarness after)
    {
        if (before.LanguageVersion != after.LanguageVersion)
        {
            driver = driver.WithUpdatedParseOptions(ParseOptions(after));
        }

        if (!ReferenceEquals(before.GlobalOptions, after.GlobalOptions)
            || !ReferenceEquals(before.FileOptions, after.FileOptions))
        {
            driver = driver.WithUpdatedAnalyzerConfigOptions(
                new TestOptionsProvider(after.GlobalOptions, after.FileOptions));
        }

        return ReferenceEquals(before.Files, after.Files) ? driver : driver.ReplaceAdditionalTexts([.. after.Files]);
    }

    // The SDK switches the warnings about unified assembly versions off for every project.
    private static ImmutableDictionary<string, ReportDiagnostic> CompilerDefaults { get; } =
        ImmutableDictionary<string, ReportDiagnostic>.Empty
            .Add("CS1701", ReportDiagnostic.Suppress)
            .Add("CS1702", ReportDiagnostic.Suppress);
}
