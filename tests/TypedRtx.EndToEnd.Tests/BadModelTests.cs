using System.Diagnostics;
using TypedRtx.EndToEnd.Tests.Support;
using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.EndToEnd.Tests;

/// <summary>
/// What generator and loader say of every hostile or broken model: <see cref="BadModelTable"/> lists it. A model that is
/// taken loads, or ONNX Runtime says why it does not, in a bounded time.
/// </summary>
public sealed class BadModelTests
{
    private static readonly TimeSpan MaxTime = TimeSpan.FromMinutes(1);

    [Fact]
    public void Every_bad_model_has_its_verdict()
    {
        SharedFiles.Require("bad-models/cases.tar.gz");
        using TempFolder folder = new();
        using GeneratedProject plain = GeneratedProject.Compile([GeneratedModel.Save(folder, "Plain", new OnnxModelBuilder()
            .Input("x", ElementType.Float32, 1).Output("y", ElementType.Float32, 1).Node("Identity", ["x"], ["y"]))]);
        List<string> wrong = [];
        HashSet<string> left = [.. BadModelTable.Verdicts.Keys];
        foreach (string path in SharedFiles.BadModels())
        {
            string name = Path.GetFileNameWithoutExtension(path);
            left.Remove(name);
            BadModelVerdict expected = BadModelTable.Verdicts.GetValueOrDefault(name, new BadModelVerdict("not in the table", "", ""));
            Stopwatch time = Stopwatch.StartNew();
            string diagnostic = Generate(path);
            string load = Load(plain.Driver("Plain"), path);
            if (!expected.Fits(diagnostic, load) || time.Elapsed > MaxTime)
            {
                wrong.Add($"{name} ({time.ElapsedMilliseconds} ms):\n  build: {diagnostic}\n  load: {load}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        Assert.Empty(left);
    }

    private static string Generate(string path)
    {
        GeneratorRun run = GeneratedProject.Harness
            .WithFile(TestAdditionalText.Unreadable(path), ("TypedRtxFile", "bad.onnx"), ("TypedRtxSource", "bad.onnx"))
            .Run(HarnessChecks.Compiles | HarnessChecks.DoesNotThrow);
        bool hasCode = run.Sources.Any(source => source.Key != "TypedRtx.Backends.g.cs");
        return $"{(hasCode ? BadModelTable.Code : "no code")}; {string.Join("; ", run.DiagnosticLines)}";
    }

    // With the class made from the model itself where it has one, so that nothing but the model is at fault.
    private static string Load(ModelDriver other, string path)
    {
        GeneratedModel model;
        try
        {
            model = GeneratedModel.Read("Bad", path);
        }
        catch (OnnxFormatException)
        {
            return LoadWith(other, path);
        }

        using GeneratedProject project = GeneratedProject.Compile([model]);
        return LoadWith(project.Driver("Bad"), path);
    }

    private static string LoadWith(ModelDriver driver, string path)
    {
        try
        {
            driver.Load(path).Dispose();
            return BadModelTable.Loaded;
        }
        catch (TypedRtxException error)
        {
            return $"{error.GetType().Name}: {error.Message}";
        }
    }
}
