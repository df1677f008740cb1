using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.Benchmarks;

/// <summary>The models of this program. They must be there before it compiles, so they are committed; this makes them anew.</summary>
internal static class ModelFiles
{
    /// <summary>How many floats the large model passes on: 16 MB.</summary>
    public const int LargeLength = 4 * 1024 * 1024;

    /// <summary>Writes all models to the source folder.</summary>
    public static void Make()
    {
        Save("add", new OnnxModelBuilder("add")
            .Input("a", ElementType.Float32, 1, 3)
            .Input("b", ElementType.Float32, 1, 3)
            .Output("sum", ElementType.Float32, 1, 3)
            .Node("Add", ["a", "b"], ["sum"]));
        Save("add_batch", new OnnxModelBuilder("add_batch")
            .Input("a", ElementType.Float32, "batch", 3)
            .Input("b", ElementType.Float32, "batch", 3)
            .Output("sum", ElementType.Float32, "batch", 3)
            .Node("Add", ["a", "b"], ["sum"]));
        Save("large_identity", new OnnxModelBuilder("large_identity")
            .Input("x", ElementType.Float32, LargeLength)
            .Output("y", ElementType.Float32, LargeLength)
            .Node("Identity", ["x"], ["y"]));
    }

    /// <summary>The copy of a model beside the program.</summary>
    public static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Models", name + ".onnx");

    private static void Save(string name, OnnxModelBuilder model)
    {
        string path = RepositoryFiles.PathOf("tests", "TypedRtx.Benchmarks", "Models", name + ".onnx");
        Console.WriteLine(model.Save(path));
    }
}
