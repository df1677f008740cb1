using TypedRtx.CodeFixes;

namespace TypedRtx.Generators.Tests.Analyzers;

public sealed class DisposalAnalyzerTests
{
    private static readonly string[] Signature = ["""input "x" float32[n]""", """output "y" float32[n]"""];

    [Fact]
    public void Results_bindings_and_models_say_what_they_are() => Expect(
        "var r = {|TRTX1006:bert.Run(data)|};\nConsole.WriteLine(r.Y.Length);\n"
        + "var b = {|TRTX1006:bert.Bind(3)|};\nb.Run();\n"
        + "var d = {|TRTX1006:bert.BindDevice(3)|};\nd.X.CopyFrom(data);\nd.Run();\n"
        + "var m = {|TRTX1006:Bert.Load()|};\nConsole.WriteLine(m.BackendName);",
        "The result of Bert.Run is never disposed, so its memory does not serve the next run. Declare it with using, or dispose it.",
        "The binding that Bert.Bind makes is never disposed. Declare it with using, or dispose it.",
        "The binding that Bert.BindDevice makes is never disposed. Declare it with using, or dispose it.",
        "The model that Bert.Load loads is never disposed. Declare it with using, or dispose it.");

    [Theory]
    [InlineData("{|TRTX1006:bert.Run(data)|};")]
    [InlineData("_ = {|TRTX1006:bert.Run(data)|};")]
    [InlineData("var unused = {|TRTX1006:bert.Run(data)|};")]
    [InlineData("float y = {|TRTX1006:bert.Run(data)|}.Y[0];")]
    [InlineData("Bert.OwnedOutputs y = {|TRTX1006:bert.Run(data)|}.ToOwned();")]
    [InlineData("{|TRTX1006:bert.Bind(2)|}.Run();")]
    [InlineData("Bert model = {|TRTX1006:Bert.LoadFrom(\"b.onnx\")|};\nusing var r = model.Run(data);")]
    [InlineData("using var r = {|TRTX1006:Bert.Load()|}.Run(data);")]
    [InlineData("Action run = () => {|TRTX1006:bert.Run(data)|};")]
    public void What_nobody_can_dispose_is_reported(string calls) => Expect(calls);

    [Fact]
    public void Model_loaded_in_the_background_is_reported() => CallSites.Expect(CallSites.Bert(Signature), """
        internal static class Calls
        {
            public static async Task Test()
            {
                var model = {|TRTX1006:await Bert.LoadAsync().ConfigureAwait(false)|};
                using var other = await Bert.LoadAsync();
                Console.WriteLine(model.BackendName);
            }
        }
        """);

    [Fact]
    public void Statements_at_the_top_are_checked_too() => CallSites.Expect(
        CallSites.Bert(Signature).WithOptions(CallSites.Program),
        "using var bert = Bert.Load();\nvar r = {|TRTX1006:bert.Run(new float[2])|};\nConsole.WriteLine(r.Y[0]);\n");

    [Theory]
    [InlineData("using var r = bert.Run(data);")]
    [InlineData("using (var r = bert.Run(data))\n{\n}")]
    [InlineData("using (Bert.Outputs r = bert.Run(data), s = bert.Run(data))\n{\n}")]
    [InlineData("var r = bert.Run(data);\ntry\n{\n    Console.WriteLine(r.Y[0]);\n}\nfinally\n{\n    r.Dispose();\n}")]
    [InlineData("bert.Run(data).Dispose();")]
    [InlineData("var r = bert.Run(data);\nTake(r);\nstatic void Take(Bert.Outputs r) => r.Dispose();")]
    [InlineData("var r = Make(bert);\nr.Dispose();\nstatic Bert.Outputs Make(Bert bert) => bert.Run(new float[2]);")]
    [InlineData("var r = Make(bert);\nr.Dispose();\nstatic Bert.Outputs Make(Bert bert)\n{\n    var s = bert.Run(new float[2]);\n    return s;\n}")]
    [InlineData("var m = Bert.Load();\nAction end = () => m.Dispose();")]
    [InlineData("var m = Bert.Load();\nmodels.Add(m);")]
    [InlineData("models.Add(Bert.Load());")]
    [InlineData("var m = Bert.Load();\nm.Keep();")]
    [InlineData("Bert.Load().Keep();")]
    [InlineData("var b = bert.Bind(2);\nIDisposable same = b;\nsame.Dispose();")]
    [InlineData("var b = bert.Bind(2);\nb?.Dispose();")]
    [InlineData("Bert m;\nm = Bert.Load();\nm.Dispose();")]
    [InlineData("Func<Bert> load = () => Bert.Load();")]
    [InlineData("Task<Bert> loading = Bert.LoadAsync();")]
    [InlineData("_ = bert.RunAsync(data);")]
    [InlineData("float y = First(bert)[0];\nstatic TensorView<float> First(Bert bert)\n{\n    var r = bert.Run(new float[2]);\n    return r.Y;\n}")]
    public void What_somebody_may_dispose_is_left_alone(string calls) => Expect(calls);

    [Fact]
    public void Declaration_gets_a_using() => ExpectFix(
        "// The first.\nvar r = bert.Run(data);\nConsole.WriteLine(r.Y[0]);",
        "Declare it with using",
        "// The first.\nusing var r = bert.Run(data);\nConsole.WriteLine(r.Y[0]);");

    [Fact]
    public void Dropped_result_is_disposed() => ExpectFix("bert.Run(data);", "Dispose it", "bert.Run(data).Dispose();");

    [Fact]
    public void Discarded_result_is_disposed() => ExpectFix("_ = bert.Run(data);", "Dispose it", "bert.Run(data).Dispose();");

    [Theory]
    [InlineData("float y = bert.Run(data).Y[0];", "using var result = bert.Run(data);\nfloat y = result.Y[0];")]
    [InlineData("bert.Bind(2).Run();", "using var binding = bert.Bind(2);\nbinding.Run();")]
    [InlineData(
        "int model = 1;\nConsole.WriteLine(Bert.Load().BackendName + model);",
        "int model = 1;\nusing var model2 = Bert.Load();\nConsole.WriteLine(model2.BackendName + model);")]
    public void What_has_no_name_gets_one(string before, string after) => ExpectFix(before, "Declare '", after);

    [Fact]
    public void What_may_not_run_gets_no_name()
    {
        using FixRun run = new(new DisposalFix(), CallSites.Analyzers);
        Microsoft.CodeAnalysis.ProjectId project = run.Add(CallSites.Together(
            CallSites.Bert(Signature), SourceOf("float y = data.Length > 2 ? bert.Run(data).Y[0] : 0;")));

        Assert.Empty(run.Titles(project));
    }

    private static void Expect(string calls, params string[] messages) =>
        CallSites.Expect(CallSites.Bert(Signature), SourceOf(calls), messages);

    private static void ExpectFix(string before, string title, string after) =>
        CallSites.ExpectFix(new DisposalFix(), CallSites.Bert(Signature), SourceOf(before), title, SourceOf(after));

    private static string SourceOf(string calls) => CallSites.Method(calls, ", float[] data, List<Bert> models");
}
