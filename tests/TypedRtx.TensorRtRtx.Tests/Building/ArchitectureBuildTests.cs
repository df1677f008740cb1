using TypedRtx.TestKit;

namespace TypedRtx.TensorRtRtx.Tests;

/// <summary>Real architectures, with weights filled and in a file beside them, give engines.</summary>
public sealed class ArchitectureBuildTests(ITestOutputHelper output)
{
    private static readonly string[] Always =
        ["mobilenet_v3_small", "minilm_sentence", "resnet50", "decoder_kv_fp16", "flux_like_fp16"];

    public static TheoryData<string> Names => [.. SharedFiles.Architectures().Select(path => Path.GetFileNameWithoutExtension(path)!)];

    private static bool IsLong => Environment.GetEnvironmentVariable("TYPEDRTX_LONG") == "1";

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Names))]
    public void Architecture_builds(string name)
    {
        Assert.SkipUnless(IsLong || Always.Contains(name), "Takes long; set TYPEDRTX_LONG=1.");
        using TempFolder folder = new();
        string model = FilledModel.Fill(SharedFiles.Require($"architectures/{name}.onnx"), folder.Path);

        MeasuredBuild build = ChildProgram.Build(model, TableRanges.For(model));

        output.WriteLine($"{name}: {build.ByteLength:N0} bytes, {build.Elapsed.TotalSeconds:F2} s, {build.Growth / 1e6:F1} MB");
        Assert.NotEqual(0, build.ByteLength);
    }
}
