using System.Formats.Tar;
using System.IO.Compression;
using TypedRtx.Signatures;

namespace TypedRtx.TestKit;

/// <summary>The models that fuzzing starts from.</summary>
public static class FuzzSeeds
{
    private const int MaxLength = 24 * 1024;

    private static readonly Lazy<byte[][]> LazyModels = new(Find);

    /// <summary>Models of a few kilobytes: one made here that holds a bit of everything, and the shared ones where they are.</summary>
    public static IReadOnlyList<byte[]> Models => LazyModels.Value;

    private static byte[][] Find() =>
    [
        Everything(),
        .. SharedFiles.BadModels()
            .Concat(SharedFiles.Models().Select(model => model.ModelPath))
            .Where(path => new FileInfo(path).Length is > 0 and <= MaxLength)
            .Select(File.ReadAllBytes),
        .. Conformance(),
    ];

    // Straight from the archive, as thousands of files take longer than the models in them; one of five will do.
    private static List<byte[]> Conformance()
    {
        List<byte[]> models = [];
        string? path = SharedFiles.Root is { } root ? Path.Combine(root, "onnx-conformance", "cases.tar.gz") : null;
        if (!File.Exists(path))
        {
            return models;
        }

        using FileStream file = File.OpenRead(path);
        using GZipStream unzipped = new(file, CompressionMode.Decompress);
        using TarReader archive = new(unzipped);
        for (int i = 0; archive.GetNextEntry() is { } entry;)
        {
            if (entry.DataStream is { } data && entry.Name.EndsWith(".onnx", StringComparison.Ordinal) && i++ % 5 == 0
                && entry.Length is > 0 and <= MaxLength)
            {
                byte[] bytes = new byte[entry.Length];
                data.ReadExactly(bytes);
                models.Add(bytes);
            }
        }

        return models;
    }

    private static byte[] Everything()
    {
        OnnxModelBuilder model = new OnnxModelBuilder()
            .Input("x", ElementType.Float32, "batch", "n", 3)
            .Input("mask", ElementType.Bool, "batch", "2*n + 1")
            .Input("optional", ElementType.Int64, "n")
            .SequenceInput("parts", ElementType.Float16, "m")
            .MapInput("scores", ElementType.String, ElementType.Float32)
            .OptionalInput("maybe", ElementType.UInt8, 4)
            .Output("y", ElementType.BFloat16, "batch", "n // 2")
            .Output("label", ElementType.String, "batch")
            .Initializer("optional", [1L, 2L], 2)
            .Initializer("words", ["a", "b"], 2)
            .Initializer(TensorProtos.Packed("nibbles", ElementType.Int4, [1, 2, 3], 3))
            .Initializer(TensorProtos.WithTypedData(TensorProtos.Create("typed", [1f, 2f], 2)))
            .ExternalInitializer("far", ElementType.Float32, [4], "far.bin", 16, 16)
            .Metadata("key", "value")
            .Opset("local", 1)
            .Node("local::F", ["x"], ["f"])
            .Node("Identity", ["f"], ["y"])
            .Function("local", "F", ["a"], ["b"], OnnxNodes.Create("Identity", ["a"], ["b"]));
        return model.ToBytes();
    }
}
