using System.Runtime.InteropServices;
using TypedRtx.Caching;
using TypedRtx.Native;
using TypedRtx.OnnxRuntime.Native;
using TypedRtx.Signatures;

namespace TypedRtx.OnnxRuntime;

/// <summary>What an optimised model is valid for: the model, this very build of the library, and the processor.</summary>
internal static class KeptModelKeys
{
    private const string GraphKind = "ort-model";
    private const string WeightsKind = "ort-weights";

    /// <summary>The key of a model that takes any lengths. Threads do not change what the library makes of it.</summary>
    /// <param name="model">The content hash of the model.</param>
    /// <param name="library">The library.</param>
    public static CacheKey OfModel(string model, OrtLibrary library) => new(
        model,
        GraphKind,
        new EquatableArray<string>(
        [
            "backend=onnxruntime-cpu",
            $"library={library.Version.Text}",
            $"build={library.Build}",
            $"system={RuntimeInformation.RuntimeIdentifier}",
            $"processor={ProcessorText.Features}",
            $"optimization={OrtSessionOptions.AllOptimizations}",
            $"format={KeptModelRecord.Format}",
        ]));

    /// <summary>The key of weights by their content.</summary>
    /// <param name="model">The content hash of the model.</param>
    /// <param name="content">The hash of the checksums of the weights.</param>
    public static CacheKey OfWeights(string model, string content) =>
        new(model, WeightsKind, new EquatableArray<string>(["backend=onnxruntime-cpu", $"content={content}"]));
}
