using TypedRtx.CodeFixes;

namespace TypedRtx.Generators.Tests.Analyzers;

public sealed class LoadLoopAnalyzerTests
{
    private const string Body = "\n{\n    using var m = {|TRTX1008:Bert.Load()|};\n    using var r = m.Run(data);\n}";

    private static readonly string[] Signature = ["""input "x" float32[n]""", """output "y" float32[n]"""];

    [Fact]
    public void Message_says_how_often() => Expect(
        "foreach (float[] data in batches)" + Body,
        "Bert is loaded anew for every item, and always in the same way. Load it once before, and run it as often as needed.");

    [Theory]
    [InlineData("for (int i = 0; i < 4; i++)" + Body)]
    [InlineData("while (data.Length > 2)" + Body)]
    [InlineData("do" + Body + "\nwhile (data.Length > 2);")]
    [InlineData("foreach (float[] item in batches)\n{\n    using var m = {|TRTX1008:Bert.LoadFrom(path, new ModelOptions { Threads = 2 })|};\n    m.Run(item).Dispose();\n}")]
    [InlineData("foreach (float[] item in batches)\n{\n    using (var m = {|TRTX1008:Bert.LoadFrom(Path.Combine(AppContext.BaseDirectory, \"b.onnx\"))|})\n    {\n        m.Run(item).Dispose();\n    }\n}")]
    [InlineData("var all = batches.Select(item =>\n{\n    using var m = {|TRTX1008:Bert.Load()|};\n    using var r = m.Run(item);\n    return r.Y[0];\n}).ToList();")]
    [InlineData("Parallel.ForEach(batches, item =>\n{\n    using var m = {|TRTX1008:Bert.Load()|};\n    m.Run(item).Dispose();\n});")]
    public void Model_that_every_round_loads_is_reported(string calls) => Expect(calls);

    [Theory]
    [InlineData("foreach (string file in files)\n{\n    using var m = Bert.LoadFrom(file);\n    m.Run(data).Dispose();\n}")]
    [InlineData("for (int i = 0; i < 4; i++)\n{\n    using var m = Bert.Load(new ModelOptions { Threads = i });\n    m.Run(data).Dispose();\n}")]
    [InlineData("ModelOptions options = new();\nforeach (string file in files)\n{\n    options = options with { ModelPath = file };\n    using var m = Bert.Load(options);\n    m.Run(data).Dispose();\n}")]
    [InlineData("for (int i = 0; i < 4; i++)\n{\n    models.Add(Bert.Load());\n}")]
    [InlineData("for (int i = 0; i < 4; i++)\n{\n    using var m = Bert.Load();\n    Console.WriteLine(m.BackendName);\n}")]
    [InlineData("while (true)\n{\n    using var m = Bert.Load();\n    m.Run(data).Dispose();\n    break;\n}")]
    [InlineData("while (true)\n{\n    try\n    {\n        using var m = Bert.Load();\n        m.Run(data).Dispose();\n    }\n    catch (ModelFileException)\n    {\n    }\n}")]
    [InlineData("for (int i = 0; i < 4; i++)\n{\n    if (i == 2)\n    {\n        using var m = Bert.Load();\n        m.Run(data).Dispose();\n    }\n}")]
    [InlineData("Stream stream = File.OpenRead(path);\nfor (int i = 0; i < 4; i++)\n{\n    using var m = Bert.LoadFrom(stream);\n    m.Run(data).Dispose();\n}")]
    [InlineData("for (int i = 0; i < 4; i++)\n{\n    using var m = Bert.LoadFrom(Next());\n    m.Run(data).Dispose();\n}\nstring Next() => path;")]
    [InlineData("var all = files.Select(file =>\n{\n    using var m = Bert.LoadFrom(file);\n    using var r = m.Run(data);\n    return r.Y[0];\n}).ToList();")]
    [InlineData("foreach (float[] item in Items(Bert.Load()))\n{\n    Console.WriteLine(item[0]);\n}\nstatic float[][] Items(Bert m)\n{\n    m.Dispose();\n    return [];\n}")]
    [InlineData("while (true)\n{\n    using var m = Bert.Load();\n    m.Run(data).Dispose();\n    Thread.Sleep(1000);\n}")]
    [InlineData("Run(() =>\n{\n    using var m = Bert.Load();\n    m.Run(data).Dispose();\n});\nstatic void Run(Action action) => action();")]
    public void Loop_that_may_be_right_is_left_alone(string calls) => Expect(calls);

    [Fact]
    public void Load_goes_before_the_loop() => CallSites.ExpectFix(
        new LoadLoopFix(),
        CallSites.Bert(Signature),
        SourceOf("foreach (float[] item in batches)\n{\n    using var m = Bert.Load();\n    using var r = m.Run(item);\n}"),
        "Load it before the loop",
        SourceOf("using var m = Bert.Load();\nforeach (float[] item in batches)\n{\n    using var r = m.Run(item);\n}"));

    [Fact]
    public void Name_that_is_taken_outside_is_not_moved()
    {
        using FixRun run = new(new LoadLoopFix(), CallSites.Analyzers);
        Microsoft.CodeAnalysis.ProjectId project = run.Add(CallSites.Together(CallSites.Bert(Signature), SourceOf(
            "for (int i = 0; i < 2; i++)\n{\n    using var m = Bert.Load();\n    m.Run(data).Dispose();\n}\n\n"
            + "for (int m = 0; m < 2; m++)\n{\n}")));

        Assert.Empty(run.Titles(project));
    }

    private static void Expect(string calls, params string[] messages) =>
        CallSites.Expect(CallSites.Bert(Signature), SourceOf(calls), messages);

    private static string SourceOf(string calls) => CallSites.Method(
        calls,
        calls.Contains("float[] data in", StringComparison.Ordinal)
            ? ", float[][] batches"
            : ", float[] data, float[][] batches, string path, string[] files, List<Bert> models");
}
