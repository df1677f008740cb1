using Microsoft.CodeAnalysis;
using TypedRtx.CodeFixes;

namespace TypedRtx.Generators.Tests.Analyzers;

public sealed class ProfileTests
{
    private const string Chat = """[OptimizationProfile("chat", "batch=1..1..4", "max_length=1..64..512")]""";
    private const string Short = """[OptimizationProfile("short", "batch=1..16", "maxLength=8")]""";

    private static readonly string[] Signature =
        ["""input "input_ids" int64[batch, max_length]""", """output "y" float32[batch]"""];

    [Fact]
    public void Dimension_outside_of_the_only_profile_is_reported() => Expect(
        Chat,
        "using var b = bert.Bind(batch: {|TRTX1001:8|}, maxLength: 64);",
        "Bert: batch = 8 lies outside every optimization profile: 'chat' has batch = 1..1..4. Widen a profile or add one.");

    [Fact]
    public void Dimensions_that_no_profile_holds_together_are_reported() => Expect(
        $"{Chat}\n{Short}",
        "using var b = bert.Bind(batch: {|TRTX1001:8|}, maxLength: 64);",
        "Bert: batch = 8, maxLength = 64 lie outside every optimization profile: 'chat' has batch = 1..1..4; 'short' has "
        + "maxLength = 8. Widen a profile or add one.");

    [Theory]
    [InlineData("using var r = bert.Run(inputIds: {|TRTX1001:new long[8, 64]|});")]
    [InlineData("using var r = bert.Run(inputIds: {|TRTX1001:new long[1024]|}, batch: 1);")]
    [InlineData("using var r = bert.Run(new Bert.Inputs { InputIds = new long[512], Batch = {|TRTX1001:8|} });")]
    [InlineData("_ = bert.RunAsync(new Bert.OwnedInputs { InputIds = new long[512], Batch = {|TRTX1001:8|} });")]
    [InlineData("_ = bert.RunAsync(inputIds: new long[512], batch: {|TRTX1001:8|});")]
    [InlineData("using var b = bert.Bind(new Bert.Dims({|TRTX1001:8|}, 64));")]
    [InlineData("Bert.Dims dims = new({|TRTX1001:8|}, 64);\nusing var b = bert.Bind(dims);")]
    public void Every_form_of_call_is_checked(string calls) => Expect(Chat, calls);

    [Theory]
    [InlineData(Chat, "using var b = bert.Bind(batch: 4, maxLength: 512);")]
    [InlineData(Chat, "using var r = bert.Run(inputIds: new long[data.Length, 64]);")]
    [InlineData(Chat, "Bert.Dims dims = new(8, 64);\n_ = dims;")]
    [InlineData(Chat + "\n" + Short, "using var b = bert.Bind(batch: 16, maxLength: 8);")]
    [InlineData("", "using var b = bert.Bind(batch: 16, maxLength: 8);")]
    [InlineData("""[OptimizationProfile("broken", "batch=4..1")]""", "using var b = bert.Bind(batch: 16, maxLength: 8);")]
    [InlineData("""[OptimizationProfile("other", "derived=1..4")]""", "using var b = bert.Bind(batch: 16, maxLength: 8);")]
    public void What_a_profile_may_hold_is_left_alone(string attributes, string calls) => Expect(attributes, calls);

    [Fact]
    public void Profile_may_be_named_by_symbol_and_parameter() => Expect(
        """[OptimizationProfile("a", "batch=1", "maxLength=1..8")]""",
        "using var b = bert.Bind(batch: 1, maxLength: {|TRTX1001:9|});");

    [Fact]
    public void Profile_is_widened() => ExpectFix(
        Chat,
        "using var b = bert.Bind(batch: 8, maxLength: 1024);",
        "Widen the profile 'chat' to batch = 1..1..8, maxLength = 1..64..1024",
        """[OptimizationProfile("chat", "batch=1..1..8", "max_length=1..64..1024")]""");

    [Fact]
    public void Second_profile_can_be_the_one_that_is_widened() => ExpectFix(
        $"{Chat}\n{Short}",
        "using var b = bert.Bind(batch: 8, maxLength: 64);",
        "Widen the profile 'short' to maxLength = 8..8..64",
        $"{Chat}\n{Short.Replace("maxLength=8", "maxLength=8..8..64", StringComparison.Ordinal)}");

    [Fact]
    public void Profile_is_added() => ExpectFix(
        Chat,
        "using var r = bert.Run(inputIds: new long[8, data.Length]);",
        "Add the profile 'profile2'",
        $$"""
        {{Chat}}
        [OptimizationProfile("profile2", "batch=8", "max_length=1..64..512")]
        """);

    [Fact]
    public void Profile_in_another_project_of_the_solution_is_widened()
    {
        using FixRun run = new(new ProfileFix(), CallSites.Analyzers);
        Compilation model = CallSites.Bert(Signature, Chat);
        ProjectId library = run.Add(model);
        ProjectId program = run.Add(
            CallSites.OfReference(model, SourceOf("using var b = bert.Bind(batch: 8, maxLength: 64);")), library);

        run.Apply(program, "Widen the profile 'chat'");

        Assert.Contains("batch=1..1..8", run.TextOf(library, "Bert.cs"), StringComparison.Ordinal);
        Assert.Empty(run.Diagnostics(program));
    }

    [Fact]
    public void Profile_that_only_an_assembly_holds_is_not_widened()
    {
        using FixRun run = new(new ProfileFix(), CallSites.Analyzers);
        ProjectId program = run.Add(CallSites.Apart(
            CallSites.Bert(Signature, Chat), SourceOf("using var b = bert.Bind(batch: 8, maxLength: 64);")));

        Assert.Single(run.Diagnostics(program));
        Assert.Empty(run.Titles(program));
    }

    private static void Expect(string attributes, string calls, params string[] messages) =>
        CallSites.Expect(CallSites.Bert(Signature, attributes), SourceOf(calls), messages);

    private static void ExpectFix(string attributes, string calls, string title, string expected)
    {
        using FixRun run = new(new ProfileFix(), CallSites.Analyzers);
        ProjectId project = run.Add(CallSites.Together(CallSites.Bert(Signature, attributes), SourceOf(calls)));
        string before = run.TextOf(project, "Bert.cs");

        run.Apply(project, title);

        Assert.Equal(before.Replace(attributes, expected, StringComparison.Ordinal), run.TextOf(project, "Bert.cs"));
        Assert.Empty(run.Diagnostics(project));
        Assert.Empty(AnalyzerRun.Errors(run.CompilationOf(project)));
    }

    private static string SourceOf(string calls) => CallSites.Method(calls, ", long[] data");
}
