using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TypedRtx.Generators.Tests.Analyzers;

/// <summary>What readers copy is what nothing is to be said about, suggestions included, which no build shows.</summary>
public sealed class SampleCallTests
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using TypedRtx;
        global using Samples;
        """;

    /// <summary>The folders of samples that have a model.</summary>
    public static TheoryData<string> Samples =>
    [
        .. Directory.GetDirectories(RepositoryFiles.PathOf("samples"))
            .Where(folder => Directory.GetFiles(folder, "*.onnx").Length > 0)
            .Select(folder => Path.GetFileName(folder))
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Sample_calls_its_model_as_it_should(string sample)
    {
        GeneratorHarness project = Harness.Project.WithProperty("RootNamespace", "Samples").WithSource(Usings, "Usings.cs") with
        {
            OutputKind = OutputKind.ConsoleApplication,
        };
        foreach (string model in Directory.GetFiles(RepositoryFiles.PathOf("samples", sample), "*.onnx"))
        {
            project = project.WithModel(Path.GetFileName(model), Harness.SignatureOfFile(model));
        }

        foreach (string folder in new[] { sample, "Common" })
        {
            foreach (string source in Directory.GetFiles(RepositoryFiles.PathOf("samples", folder), "*.cs"))
            {
                project = project.WithSource(File.ReadAllText(source), Path.GetFileName(source));
            }
        }

        Compilation compilation = project.Run(HarnessChecks.DoesNotThrow).Output;

        Assert.Contains(compilation.SyntaxTrees, tree => CallsModel(tree, compilation.GetSemanticModel(tree)));
        Assert.Empty(AnalyzerRun.Diagnostics(compilation, CallSites.Analyzers).Select(AnalyzerRun.Describe));
    }

    private static bool CallsModel(SyntaxTree tree, SemanticModel semantics) => tree.GetRoot().DescendantNodes()
        .OfType<InvocationExpressionSyntax>()
        .Any(call => semantics.GetSymbolInfo(call).Symbol is { Name: "Run", ContainingType.BaseType.Name: nameof(TypedModel) });
}
