using TypedRtx.Runtime;
using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.TensorRtRtx.Tests;

/// <summary>Engines of the real library, built without a GPU.</summary>
public sealed class EngineSizeTests(ITestOutputHelper output)
{
    private static readonly Dictionary<string, string> Ranges = new(StringComparer.Ordinal)
    {
        ["batch"] = "1..4..16", ["sequence"] = "2..64..256", ["height"] = "16..28..64", ["width"] = "16..28..64",
    };

    [Theory]
    [InlineData("digits", 976_780)]
    [InlineData("painter_text_encoder", 3_477_588)]
    [InlineData("painter_transformer", 12_687_308)]
    [InlineData("painter_decoder", 965_332)]
    public void Engine_of_a_small_model_has_the_size_of_the_library(string name, long bytes)
    {
        string path = SharedFiles.Models().First(model => Path.GetFileNameWithoutExtension(model.ModelPath) == name).ModelPath;
        EngineBuilder builder = EngineBuilder.Load(RtxNative.Folder);
        EngineModel model = EngineModel.Read(ModelSource.FromFile(path));
        OptimizationProfile profile = new("table", [.. model.Plan.Symbols.Select(symbol => SymbolRange.Parse($"{symbol.Name}={Ranges[symbol.Name]}"))]);
        using MemoryStream engine = new();
        List<EngineBuildProgress> steps = [];
        EngineBuildResult result = builder.Build(
            new EngineBuildRequest(ModelSource.FromFile(path)) { Profiles = [profile] }, engine, new Steps(steps), TestContext.Current.CancellationToken);
        output.WriteLine($"{name}: {engine.Length:N0} bytes in {result.Elapsed.TotalSeconds:F2} s, {steps.Count} steps, library {result.LibraryVersion}");
        Assert.InRange(engine.Length, bytes * 0.99, bytes * 1.01);
    }

    private sealed class Steps(List<EngineBuildProgress> list) : IProgress<EngineBuildProgress>
    {
        public void Report(EngineBuildProgress value) => list.Add(value);
    }
}
