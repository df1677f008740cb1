using TypedRtx.EndToEnd.Tests.Support;
using TypedRtx.TestKit;

namespace TypedRtx.EndToEnd.Tests.Painting;

/// <summary>The sample's own pipeline and models, compiled with the generator.</summary>
public sealed class PainterSample : IDisposable
{
    private const string Use = """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using Generated;

        namespace Generated
        {
            public static class Use
            {
                public static float[] Paint(string prompt, int seed, int height, int width, int steps)
                {
                    using Samples.PaintPipeline pipeline = new(height, width);
                    return pipeline.Paint(prompt, seed, steps).ToArray();
                }

                // One pipeline for all, as the program has it.
                public static (string Prompt, float[] Planes)[] PaintDefaults(int count)
                {
                    Samples.PaintOptions options = Samples.PaintOptions.Parse([])!;
                    using Samples.PaintPipeline pipeline = new(options.Height, options.Width);
                    return Enumerable.Range(0, count)
                        .Select(i => (Prompt: options.Prompts[i % options.Prompts.Count], Seed: options.Seed + i))
                        .Select(one => (one.Prompt, pipeline.Paint(one.Prompt, one.Seed, options.Steps).ToArray()))
                        .ToArray();
                }

                // The bytes that painting once more allocates.
                public static long BytesOfPainting(int steps)
                {
                    using Samples.PaintPipeline pipeline = new(32, 32);
                    pipeline.Paint("a red seven", 1, steps);
                    long least = long.MaxValue;

                    // One run of each model copies its inputs, to compare sessions with.
                    for (int i = 0; i < 5; i++)
                    {
                        long before = GC.GetAllocatedBytesForCurrentThread();
                        pipeline.Paint("a red seven", 1, steps);
                        least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
                    }

                    return least;
                }
            }
        }
        """;

    private static readonly string[] SourceFiles = ["Noise.cs", "PaintOptions.cs", "PaintPipeline.cs"];

    private readonly GeneratedProject _project = GeneratedProject.Compile(
        [
            GeneratedModel.Read("PainterTextEncoder", ModelPath("painter_text_encoder")),
            GeneratedModel.Read("PainterTransformer", ModelPath("painter_transformer")),
            GeneratedModel.Read("PainterDecoder", ModelPath("painter_decoder")),
        ],
        [Use, .. SourceFiles.Select(file => File.ReadAllText(RepositoryFiles.PathOf("samples", "Painter", file)))]);

    /// <summary>A model of the sample.</summary>
    public static string ModelPath(string name) => RepositoryFiles.PathOf("samples", "Painter", name + ".onnx");

    /// <summary>A picture, [1, 3, height, width].</summary>
    public float[] Paint(string prompt, int seed, int height, int width, int steps) =>
        (float[])_project.Call("Use", "Paint", prompt, seed, height, width, steps)!;

    /// <summary>What the program paints when it is told nothing but how many.</summary>
    public (string Prompt, float[] Planes)[] PaintDefaults(int count) =>
        ((string Prompt, float[] Planes)[])_project.Call("Use", "PaintDefaults", count)!;

    /// <summary>The bytes that a picture allocates after the first one.</summary>
    public long BytesOfPainting(int steps) => (long)_project.Call("Use", "BytesOfPainting", steps)!;

    public void Dispose() => _project.Dispose();
}
