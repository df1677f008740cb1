using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TypedRtx.Core.Tests.Tensors;

/// <summary>
/// What compiles and what must not. These tests themselves are C# 14, which Roslyn 4.14 calls preview.
/// </summary>
public sealed class TensorViewLanguageTests
{
    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private static readonly string[] Accepted =
    [
        "Run(new float[3]);",
        "Run(new float[2, 3]);",
        "Run(new float[2, 3, 4]);",
        "Run(new float[2, 3, 4, 5]);",
        "float[]? none = null; Run(none);",
        "Run(new float[3].AsSpan());",
        "ReadOnlySpan<float> span = new float[3]; Run(span);",
        "Run(stackalloc float[3]);",
        "Span<float> local = stackalloc float[3]; Run(local);",
        "Span<float> local = stackalloc float[3]; Run(local[1..]);",
        "Run(new float[3].AsMemory());",
        "Run((ReadOnlyMemory<float>)new float[3]);",
        "Run(Tensor.Create(new float[6], [2, 3]));",
        "Tensor<float>? none = null; Run(none);",
        "Run(Tensor.Create(new float[6], [2, 3]).AsTensorSpan());",
        "Run(Tensor.Create(new float[6], [2, 3]).AsReadOnlyTensorSpan());",
        "Run(new ReadOnlyTensorSpan<float>(new float[6], [2, 3]));",
        "Run(new(new float[6], [2, 3]));",
        "Run(new(stackalloc float[6], [2, 3]));",
        "Run(new(new float[6], [3, 2], [1, 3]));",
        "Run(new(new float[6], new TensorShape(2, 3)));",
        "Run(default);",
        "Run([1f, 2f, 3f]);",
        "float x = 1; Run([x, x, 3f]);",
        "Run([]);",
        "RunTwo(new float[3], Tensor.Create(new float[3], [1, 3]));",
        "RunTwo(stackalloc float[3], new float[1, 3]);",
        "RunTwo([1f], default);",
        "Generic<string>(new[] { \"a\" }); Generic<string>([\"a\"]);",
        "ReadOnlyTensorSpan<float> tensor = Give(new float[3]); var sum = Tensor.Sum(tensor);",
        "var view = Give(new float[3]); float a = view[0] + view[0, 0] + view[0, 0, 0, 0, 0, 0, 0, 0, 0] + view[^1];",
        "foreach (float f in Give(new float[3])) { } foreach (int d in Give(new float[3]).Shape) { }",
        "int first = Give(new float[3]).Shape[0]; TensorShape shape = Give(new float[3]).Shape; string s = $\"{shape}\";",
        "float[,,] a = new float[1, 2, 3]; TensorView<float> view = a; view = view.Reshape(6).Row(0); view = view.Rows(0, 0);",
        "TensorView<float> local = stackalloc float[3]; Run(local.Reshape(3, 1));",
        "Span<float> local = stackalloc float[3]; Run(((TensorView<float>)local).Row(0));",
    ];

    private static readonly (string Member, string Id)[] Refused =
    [
        ("static TensorView<float> Leak() { Span<float> local = stackalloc float[3]; return local; }", "CS8352"),
        ("static TensorView<float> Leak() { Span<float> local = stackalloc float[3]; TensorView<float> v = local; return v; }", "CS8352"),
        ("static TensorView<float> Leak() { TensorView<float> v = new(stackalloc float[4], [2, 2]); return v.Row(0); }", "CS8352"),
        ("static TensorView<float> Leak(float x) { TensorView<float> v = [x, x]; return v; }", "CS8352"),
        ("static TensorView<float> Leak(float x) => [x, x];", "CS9203"),
        ("static TensorView<float> Leak(scoped TensorView<float> v) => v;", "CS8352"),
        ("static ReadOnlySpan<float> Leak(scoped TensorView<float> v) => v.Span;", "CS8352"),
        ("static ReadOnlyTensorSpan<float> Leak(scoped TensorView<float> v) => v;", "CS8347"),
        ("static void Write(TensorView<float> v) => v[0] = 1;", "CS8331"),
        ("static void Other(TensorView<float> v) => Other(new double[3]);", "CS1503"),
        ("static void Other(TensorView<float> v) => Other(new float[1, 1, 1, 1, 1]);", "CS1503"),
    ];

    public static TheoryData<LanguageVersion> Versions => [LanguageVersion.CSharp13, LanguageVersion.Preview];

    [Theory]
    [MemberData(nameof(Versions))]
    public void Every_source_compiles_and_outputs_made_from_the_stack_leave_a_helper(LanguageVersion version)
    {
        string[] members =
        [
            .. Accepted.Select(statements => $"static void Body() {{ {statements} }}"),
            "static Outputs Helper() { Span<float> local = stackalloc float[3]; return Run(local); }",
            "static Outputs Helper() => Run(stackalloc float[3]);",
        ];
        ILookup<int, Diagnostic> errors = Compile(version, members);
        Assert.Empty(errors.SelectMany(line => line.Select(error => $"{members.ElementAtOrDefault(line.Key)}: {error}")));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void Dangling_views_and_wrong_sources_do_not_compile(LanguageVersion version)
    {
        ILookup<int, Diagnostic> errors = Compile(version, [.. Refused.Select(mistake => mistake.Member)]);
        for (int index = 0; index < Refused.Length; index++)
        {
            Assert.True(
                errors[index].Any(error => error.Id == Refused[index].Id),
                $"{Refused[index].Member}: {Refused[index].Id} expected, found {string.Join(", ", errors[index])}");
        }
    }

    /// <summary>Compiles members in a class each, and gives the errors by the index of the member.</summary>
    private static ILookup<int, Diagnostic> Compile(LanguageVersion version, IReadOnlyList<string> members)
    {
        const string Head = """
            #nullable enable
            using System;
            using System.Numerics.Tensors;
            using TypedRtx;
            public ref struct Outputs { public TensorView<float> View { get; init; } }
            static class Snippets
            {
                static Outputs Run(scoped TensorView<float> image) => default;
                static Outputs RunTwo(scoped TensorView<float> left, scoped TensorView<float> right) => default;
                static void Generic<T>(scoped TensorView<T> view) { }
                static TensorView<float> Give(TensorView<float> view) => view;

            """;
        int headLines = Head.Count(character => character == '\n');
        string source = Head + string.Join('\n', members.Select((member, index) => $"static class S{index} {{ {member} }}")) + "\n}";
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Snippets",
            [CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(version), cancellationToken: TestContext.Current.CancellationToken)],
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        return compilation.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .ToLookup(diagnostic => diagnostic.Location.GetLineSpan().StartLinePosition.Line - headLines);
    }
}
