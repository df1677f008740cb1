namespace TypedRtx.Generators.Tests.Inputs;

public sealed class HostileModelTests
{
    public static TheoryData<string> BadModels => [.. SharedFiles.BadModels()];

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(BadModels))]
    public void Bad_model_gives_code_that_compiles_or_a_diagnostic(string path)
    {
        GeneratorRun run = Harness.Project.WithModelFile(path).Run();

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{run.Sources.Length} sources; {string.Join("; ", run.DiagnosticLines)}");
        Assert.True(run.Sources.Length == 1 || run.DiagnosticLines.Count > 0, "There is neither code nor a reason.");
        Assert.DoesNotContain(run.Diagnostics, diagnostic => diagnostic.Id == "TRTX0015");
    }

    [Fact]
    public void Random_names_compile()
    {
        const int seed = 11;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        Random random = new(seed);
        for (int i = 0; i < 10; i++)
        {
            string[] names =
            [
                .. Enumerable.Range(0, 60).Select(_ => Name(random)).Distinct(StringComparer.Ordinal),
            ];
            string[] lines =
            [
                .. names.Select((name, j) =>
                    $"input {name} float32[{(j % 3 == 0 ? "" : names[^(j + 1)])}]{(j % 4 == 0 ? " optional" : "")}"),
                .. names.Select(name => $"output {name} string[{name}]"),
            ];

            GeneratorRun run = Harness.Project.WithSignature("m.onnx", lines)
                .Run(HarnessChecks.Compiles | HarnessChecks.DoesNotThrow);

            Assert.Single(run.Sources);
        }
    }

    [Fact]
    public void Random_file_names_compile()
    {
        const int seed = 12;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        Random random = new(seed);
        GeneratorHarness project = Harness.Project;
        for (int i = 0; i < 40; i++)
        {
            string file = new([.. Enumerable.Range(0, 4).Select(_ => (char)random.Next(32, 0x2100))]);
            project = project.WithFile(
                $"obj/{i}.onnxsig",
                Harness.SignatureOf("""input "x" float32[1]"""),
                ("TypedRtxFile", file + ".onnx"),
                ("TypedRtxPath", file + "\n\"*/.onnx"));
        }

        Assert.NotEmpty(project.Run(HarnessChecks.Compiles | HarnessChecks.DoesNotThrow).Sources);
    }

    [Fact]
    public void Model_of_many_inputs_compiles()
    {
        string[] lines = [.. Enumerable.Range(0, 512).Select(i => $"input \"x{i}\" float32[n{i % 100}, 3]")];

        Harness.Project.WithSignature("m.onnx", lines).Run(HarnessChecks.Compiles | HarnessChecks.DoesNotThrow);
    }

    [Theory]
    [InlineData(16)]
    [InlineData(4096)]
    public void Source_grows_with_the_inputs_and_no_faster(int inputs)
    {
        GeneratorRun run = Harness.Project
            .WithSignature("m.onnx", [.. Enumerable.Range(0, inputs).Select(i => $"input \"x{i}\" float32[n{i}, 3]")])
            .Run(HarnessChecks.DoesNotThrow);

        Assert.InRange(Assert.Single(run.Sources).Value.Length, inputs * 1_000, (inputs * 4_500) + 20_000);
    }

    // Quoted as signatures quote, from letters that hurt: marks, directions, quotes, keywords, other planes.
    private static string Name(Random random)
    {
        string[] parts =
        [
            "\\\"", "\\\\", "\\n", "\\u{0}", "\\u{202E}", "\\u{2028}", "\\u{200B}", "\\u{D800}", "\\u{1F600}", "class",
            "Run", "input", "batch", "1", ".", "_", "é", "e\u0301", "*/", "<!--", "]]>", "{", "$", "%", ";", "//",
            "\u05D0", "ı", "İ", ":0",
        ];
        IEnumerable<string> name = Enumerable.Range(0, random.Next(4)).Select(_ => parts[random.Next(parts.Length)]);
        return $"\"{string.Concat(name)}\"";
    }
}
