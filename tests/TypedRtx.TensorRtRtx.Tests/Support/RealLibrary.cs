using TypedRtx.Runtime;
using TypedRtx.Signatures;
using TypedRtx.TensorRtRtx.Interop;
using TypedRtx.TestKit;

namespace TypedRtx.TensorRtRtx.Tests;

/// <summary>The real library, and the shortest ways to builds with it.</summary>
internal static class RealLibrary
{
    private static readonly Lazy<RtxLibrary> Loaded = new(() =>
        RtxLibrary.TryLoad(RtxNative.Folder, pathOnly: true, out string trace) ?? throw new InvalidOperationException(trace));

    /// <summary>The library; skips the test, with the reason, where there is none.</summary>
    public static RtxLibrary Library => RtxNative.Folder.Length > 0 ? Loaded.Value : throw new InvalidOperationException();

    /// <summary>A builder of it.</summary>
    public static EngineBuilder Builder => new(Library);

    /// <summary>A profile of ranges as users write them.</summary>
    public static OptimizationProfile Profile(params IEnumerable<string> ranges) => new("test", [.. ranges.Select(SymbolRange.Parse)]);

    /// <summary>What to build of a model in memory.</summary>
    public static EngineBuildRequest Request(OnnxModelBuilder model, params string[] ranges) =>
        Request(ModelSource.FromBytes(model.ToBytes(), "test.onnx"), ranges);

    /// <summary>What to build of a model.</summary>
    public static EngineBuildRequest Request(ModelSource source, params string[] ranges) =>
        new(source) { Profiles = ranges.Length == 0 ? [] : [Profile(ranges)] };

    /// <summary>Builds into a stream.</summary>
    public static EngineBuildResult Run(EngineBuildRequest request, Stream output, IProgress<EngineBuildProgress>? progress = null) =>
        Builder.Build(request, output, progress, TestContext.Current.CancellationToken);

    /// <summary>Builds, and gives the engine.</summary>
    public static byte[] Build(EngineBuildRequest request)
    {
        using MemoryStream engine = new();
        EngineBuildResult result = Run(request, engine);
        Assert.Equal(result.ByteLength, engine.Length);
        return engine.ToArray();
    }

    /// <summary>Why no engine can be built.</summary>
    public static EngineBuildException Refusal(EngineBuildRequest request) =>
        Assert.Throws<EngineBuildException>(() => Run(request, Stream.Null));
}
