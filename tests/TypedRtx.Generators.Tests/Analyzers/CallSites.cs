extern alias Generators;

using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Generators::TypedRtx.Generators.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TypedRtx.Generators.Tests.Analyzers;

/// <summary>Runs the analyzers on code that calls a model: in the model's own project, and in one that sees its assembly alone.</summary>
internal static class CallSites
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Numerics.Tensors;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using TypedRtx;
        global using Models;
        """;

    private const string Half = """
        using TypedRtx;

        namespace Models;

        public sealed partial class Bert
        {
            public Bert Keep() => this;

            public int Bind(int batch, string text) => batch + text.Length;

            public int Score(int batch) => batch;
        }

        """;

    // Tests of one model share what the generator made of it.
    private static readonly ConcurrentDictionary<string, Compilation> Models = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<Compilation, MetadataReference> Assemblies = new();

    /// <summary>All analyzers of call sites.</summary>
    public static DiagnosticAnalyzer[] Analyzers { get; } =
    [
        new ShapeAnalyzer(), new ArgumentOrderAnalyzer(), new DisposalAnalyzer(), new UseAfterDisposeAnalyzer(), new LoadLoopAnalyzer(),
    ];

    /// <summary>A model <c>Bert</c> whose class is public.</summary>
    /// <param name="signature">Its inputs and outputs.</param>
    /// <param name="attributes">Attributes on the user's half.</param>
    public static Compilation Bert(string[] signature, string attributes = "") => Models.GetOrAdd(
        string.Join('\n', [.. signature, attributes]),
        _ => Harness.Project
            .WithSignature("bert.onnx", signature)
            .WithSource(attributes.Length == 0 ? Half : Half.Replace("public sealed", attributes + "\npublic sealed", StringComparison.Ordinal), "Bert.cs")
            .Run(HarnessChecks.DoesNotThrow).Output);

    /// <summary>The options of a program, which may hold statements at the top.</summary>
    public static CSharpCompilationOptions Program { get; } =
        new(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable);

    /// <summary>Wraps statements into a method.</summary>
    public static string Method(string statements, string parameters = "") => $$"""
        internal static class Calls
        {
            public static void Test(Bert bert{{parameters}})
            {
                {{statements.Replace("\n", "\n        ", StringComparison.Ordinal)}}
            }
        }
        """;

    /// <summary>
    /// Expects what the marks of a source say and nothing else, with the model in the same project and with its assembly alone.
    /// </summary>
    /// <param name="model">The model's project.</param>
    /// <param name="marked">The calls.</param>
    /// <param name="messages">Per diagnostic its message; none to look at the places alone.</param>
    public static void Expect(Compilation model, string marked, params string[] messages)
    {
        MarkedSource source = MarkedSource.Parse(marked);
        foreach (Compilation compilation in new[] { Together(model, source.Text), Apart(model, source.Text) })
        {
            Assert.Empty(AnalyzerRun.Errors(compilation));
            ImmutableArray<Diagnostic> diagnostics = AnalyzerRun.Diagnostics(compilation, Analyzers);
            Assert.Equal(
                source.Marks.Select(mark => $"{mark.Id} '{source.Text.Substring(mark.Span.Start, mark.Span.Length)}'"),
                diagnostics.Select(diagnostic => AnalyzerRun.Describe(diagnostic).Split("' ")[0] + "'"));
            Assert.Equal(source.Marks.Select(mark => mark.Span), diagnostics.Select(diagnostic => diagnostic.Location.SourceSpan));
            if (messages.Length > 0)
            {
                Assert.Equal(messages, diagnostics.Select(diagnostic => diagnostic.GetMessage(CultureInfo.InvariantCulture)));
            }
        }
    }

    /// <summary>Applies a fix and expects the text that comes of it, without errors and without what it fixes.</summary>
    public static void ExpectFix(CodeFixProvider fix, Compilation model, string before, string title, string after)
    {
        using FixRun run = new(fix, Analyzers);
        ProjectId project = run.Add(Together(model, MarkedSource.Parse(before).Text));

        run.Apply(project, title);

        Assert.Equal(after, run.TextOf(project, "Calls.cs"));
        Assert.Empty(AnalyzerRun.Errors(run.CompilationOf(project)));
        Assert.DoesNotContain(run.Diagnostics(project), diagnostic => fix.FixableDiagnosticIds.Contains(diagnostic.Id));
    }

    /// <summary>The model's project with calls in it.</summary>
    public static Compilation Together(Compilation model, string calls) => model.AddSyntaxTrees(TreesOf(model, calls));

    /// <summary>A project with calls that references the model's assembly.</summary>
    public static Compilation Apart(Compilation model, string calls) => OfReference(model, calls, Assemblies.GetOrAdd(model, Emit));

    /// <summary>A project with calls that references the model's one in some way, or in none.</summary>
    public static Compilation OfReference(Compilation model, string calls, params MetadataReference[] references) =>
        CSharpCompilation.Create(
            "Tests.Calls", TreesOf(model, calls), [.. model.References, .. references], (CSharpCompilationOptions)model.Options);

    private static SyntaxTree[] TreesOf(Compilation model, string calls)
    {
        CSharpParseOptions options = (CSharpParseOptions)model.SyntaxTrees.First().Options;
        return
        [
            CSharpSyntaxTree.ParseText(Usings, options, "Usings.cs", Encoding.UTF8),
            CSharpSyntaxTree.ParseText(calls, options, "Calls.cs", Encoding.UTF8),
        ];
    }

    private static MetadataReference Emit(Compilation model)
    {
        using MemoryStream assembly = new();
        Compilation library = model.WithOptions(((CSharpCompilationOptions)model.Options).WithOutputKind(OutputKind.DynamicallyLinkedLibrary));
        Assert.True(library.Emit(assembly).Success, string.Join('\n', AnalyzerRun.Errors(library)));
        return MetadataReference.CreateFromImage(assembly.ToArray());
    }
}
