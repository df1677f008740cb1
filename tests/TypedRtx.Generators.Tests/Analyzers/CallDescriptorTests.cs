extern alias Generators;

using Generators::TypedRtx.Generators.Analyzers;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TypedRtx.Generators.Tests.Analyzers;

public sealed class CallDescriptorTests
{
    [Fact]
    public void Every_diagnostic_has_an_analyzer_and_a_line_in_the_release_notes()
    {
        string[] notes = File.ReadAllLines(
            RepositoryFiles.PathOf("generators", "TypedRtx.Generators", "AnalyzerReleases.Unshipped.md"));

        Assert.All(CallDescriptors.All, descriptor => Assert.Contains(notes, line => line.StartsWith(
            $"{descriptor.Id} | {descriptor.Category} | {descriptor.DefaultSeverity} | ", StringComparison.Ordinal)));
        Assert.Equal(CallDescriptors.All.Count, notes.Count(line => line.StartsWith("TRTX1", StringComparison.Ordinal)));
        Assert.Equal(
            CallDescriptors.All.Select(descriptor => descriptor.Id).Order(StringComparer.Ordinal),
            CallSites.Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).Select(descriptor => descriptor.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Tests_run_every_analyzer_of_the_assembly() => Assert.Equal(
        typeof(ShapeAnalyzer).Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(DiagnosticAnalyzer))).Select(type => type.Name).Order(StringComparer.Ordinal),
        CallSites.Analyzers.Select(analyzer => analyzer.GetType().Name).Order(StringComparer.Ordinal));
}
