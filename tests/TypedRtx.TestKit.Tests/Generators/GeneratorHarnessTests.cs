using Microsoft.CodeAnalysis;
using Xunit.Sdk;

namespace TypedRtx.TestKit.Tests;

public sealed class GeneratorHarnessTests
{
    [Fact]
    public void Good_generator_passes_every_check()
    {
        GeneratorRun run = Harness().Run();

        Assert.Equal(["One.g.cs", "Two.g.cs"], run.Sources.Select(source => source.Key));
        Assert.Contains("Text = \"1\"", run.SourceOf("One.g.cs"), StringComparison.Ordinal);
        Assert.Empty(run.Diagnostics);
    }

    [Fact]
    public void Good_generator_passes_with_CSharp_13()
    {
        GeneratorHarness harness = Harness() with { LanguageVersion = LanguageVersions.CSharp13 };

        Assert.Equal(2, harness.Run().Sources.Length);
    }

    [Fact]
    public void Unrelated_edit_leaves_every_step_cached()
    {
        GeneratorRun run = Harness().Run().Then(harness => harness.WithUnrelatedSource());

        Assert.All(run.ReasonsOf("Spec"), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
        Assert.All(run.OutputReasons(), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void Edit_of_one_file_modifies_its_step_alone()
    {
        GeneratorRun run = Harness().Run().Then(harness => harness.WithFile("models/One.txt", "new"));

        Assert.Equal([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached], run.ReasonsOf("Spec"));
        Assert.Contains("new", run.SourceOf("One.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void File_rewritten_with_the_same_text_is_unchanged()
    {
        GeneratorRun run = Harness().Run().Then(harness => harness.WithFile("models/One.txt", "1"));

        Assert.Equal([IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Cached], run.ReasonsOf("Spec"));
    }

    [Fact]
    public void Options_reach_the_generator_globally_and_per_file()
    {
        GeneratorRun run = Harness().WithProperty("Prefix", "All")
            .WithFileMetadata("models/Two.txt", ("prefix", "Own"))
            .Run();

        Assert.Equal(["AllOne.g.cs", "OwnTwo.g.cs"], run.Sources.Select(source => source.Key));
        Assert.Equal(
            ["One.g.cs", "OwnTwo.g.cs"],
            run.Then(harness => harness.WithProperty("Prefix", "")).Sources.Select(source => source.Key));
    }

    [Fact]
    public void Diagnostics_are_described_in_one_line()
    {
        GeneratorRun run = new GeneratorHarness(new LineGenerator()).WithFile("Zero.txt", "").Run();

        Assert.Equal(["TEST01 Warning - The file Zero is empty"], run.DiagnosticLines);
    }

    [Fact]
    public void Unreadable_file_throws_and_fails_the_run()
    {
        GeneratorHarness harness = new GeneratorHarness(new LineGenerator())
            .WithFile(TestAdditionalText.Unreadable("model.onnx"));

        Assert.Contains("asked for the text of model.onnx", FailureOf(harness), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public const int Text = nothing;", "CS0103")]
    [InlineData("public const string Text = \"{0}\";", "CS1591")]
    [InlineData("/// <summary>x</summary>\n    public static string Text() => null;", "CS8603")]
    public void Output_with_errors_or_warnings_fails(string body, string expectedId) =>
        Assert.Contains(expectedId, FailureOf(Harness(new LineGenerator { Body = body })), StringComparison.Ordinal);

    [Fact]
    public void Undocumented_source_of_the_test_itself_does_not_fail() =>
        Harness().WithSource("public class Undocumented { public string Text() => One.Text; }").Run();

    [Fact]
    public void Value_compared_by_reference_fails()
    {
        LineGenerator generator = new() { MakeSpec = (_, _) => new LineGenerator.ReferenceSpec() };

        string failure = FailureOf(Harness(generator));

        Assert.Contains(
            "step 'Spec' should be Cached or Unchanged; it is Modified", failure, StringComparison.Ordinal);
    }

    [Fact]
    public void Roslyn_object_deep_in_a_value_fails()
    {
        GeneratorHarness harness = Harness(
            new LineGenerator { MakeSpec = (file, _) => new LineGenerator.LeakySpec([1, new Lazy<object>(file)]) });

        string failure = FailureOf(harness);

        Assert.Contains("Step 'Spec' holds a Roslyn object", failure, StringComparison.Ordinal);
        Assert.Contains("is a TestAdditionalText", failure, StringComparison.Ordinal);
    }

    [Fact]
    public void Roslyn_object_is_allowed_in_an_input_step()
    {
        GeneratorHarness harness = Harness(new LineGenerator { MakeSpec = (file, _) => file });

        GeneratorRun run = (harness with { InputSteps = ["Spec"] })
            .Run(HarnessChecks.All & ~HarnessChecks.ComparesByValue);

        Assert.IsType<TestAdditionalText>(run.ValuesOf("Spec")[0]);
    }

    [Fact]
    public void Unknown_step_is_named_with_the_known_ones()
    {
        GeneratorRun run = Harness().Run();

        KeyNotFoundException exception = Assert.Throws<KeyNotFoundException>(() => run.ReasonsOf("Nope"));

        Assert.Contains("Spec", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Old_compilation_is_collectable() =>
        CompilationLifetime.AssertCollectable(Harness().WithSource("class C;"));

    [Fact]
    public void Symbols_found_by_attribute_become_values_and_stay_cached()
    {
        GeneratorRun run = new GeneratorHarness(new AttributeGenerator())
            .WithSource("[System.Obsolete] class C;")
            .Run()
            .Then(harness => harness.WithUnrelatedSource());

        Assert.Equal(["C"], run.ValuesOf("Name"));
        Assert.Contains("C", run.SourceOf("C.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void Captured_compilation_is_found() =>
        Assert.Throws<FailException>(() => CompilationLifetime.AssertCollectable(
            new GeneratorHarness(new CapturingGenerator()).WithSource("class C;")));

    private static GeneratorHarness Harness(IIncrementalGenerator? generator = null) =>
        new GeneratorHarness(generator ?? new LineGenerator())
            .WithFile("models/One.txt", "1")
            .WithFile("models/Two.txt", "2");

    private static string FailureOf(GeneratorHarness harness) =>
        Assert.Throws<FailException>(() => harness.Run()).Message;
}
