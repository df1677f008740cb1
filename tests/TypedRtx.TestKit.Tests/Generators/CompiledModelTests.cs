using Microsoft.CodeAnalysis;

namespace TypedRtx.TestKit.Tests;

public sealed class CompiledModelTests
{
    [Fact]
    public void Generated_code_runs_against_the_assemblies_of_the_tests()
    {
        GeneratorRun run = new GeneratorHarness(new LineGenerator())
            .WithFile("One.txt", "one")
            .WithReferencesTo(typeof(OnnxDimension), typeof(Signatures.ElementType))
            .WithSource("static class Calls { static object Make() => (TypedRtx.TestKit.OnnxDimension)One.Text; }")
            .Run();

        using CompiledModel model = CompiledModel.Load(run);

        OnnxDimension dimension = Assert.IsType<OnnxDimension>(model.Call("Calls", "Make"));
        Assert.Equal("one", dimension.Parameter);
    }

    [Fact]
    public void Resources_are_embedded()
    {
        GeneratorRun run = new GeneratorHarness(new LineGenerator()).Run();

        using CompiledModel model = CompiledModel.Load(run, new Dictionary<string, byte[]> { ["a.onnx"] = [1, 2] });

        using Stream stream = model.Assembly.GetManifestResourceStream("a.onnx")!;
        Assert.Equal(2, stream.Length);
    }

    [Fact]
    public void Errors_are_listed()
    {
        GeneratorRun run = new GeneratorHarness(new LineGenerator())
            .WithSource("class C { Missing M; }")
            .Run(HarnessChecks.None);

        Exception exception = Assert.Throws<Xunit.Sdk.FailException>(() => CompiledModel.Load(run));

        Assert.Contains("CS0246", exception.Message, StringComparison.Ordinal);
    }
}
