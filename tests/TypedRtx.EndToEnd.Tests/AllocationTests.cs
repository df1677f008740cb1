using System.Globalization;
using TypedRtx.EndToEnd.Tests.Support;
using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.EndToEnd.Tests;

/// <summary>No run allocates managed memory once it is warm, whatever the rank, copied or pinned, on the real backend.</summary>
public sealed class AllocationTests
{
    // Inputs of 8 KB and more are pinned, smaller ones copied.
    private const int SmallAxis = 4;
    private const int LargeAxis = 4096;

    [Fact]
    public void Runs_of_every_rank_allocate_nothing()
    {
        using TempFolder folder = new();
        List<(GeneratedModel Model, int Rank, int LastAxis)> models = [];
        for (int rank = 1; rank <= TensorShape.MaxInlineRank; rank++)
        {
            foreach (int axis in (int[])[SmallAxis, LargeAxis])
            {
                models.Add((Save(folder, string.Create(CultureInfo.InvariantCulture, $"Rank{rank}Of{axis}"), rank, axis), rank, axis));
            }
        }

        models.Add((Save(folder, "Rank0", 0, 1), 0, 1));
        using GeneratedProject project = GeneratedProject.Compile(
            [.. models.Select(entry => entry.Model)],
            [.. models.Select(entry => entry.Rank == 0 ? ScalarUse() : Use(entry.Model.ClassName, entry.Rank, entry.LastAxis)), Measure]);
        List<string> allocating = [];
        foreach ((GeneratedModel model, int rank, _) in models)
        {
            string[] ways = rank == 0 ? ["Scalars", "Bound"] : ["Arrays", "Spans", "Views", "TensorSpans", "Bound"];
            foreach (string way in ways)
            {
                if ((long)project.Call(model.ClassName + "Use", way, model.Path)! is var bytes and not 0)
                {
                    allocating.Add($"{way} of {model.ClassName}: {bytes} bytes in 500 runs");
                }
            }
        }

        Assert.Empty(allocating);
    }

    private static GeneratedModel Save(TempFolder folder, string name, int rank, int lastAxis)
    {
        OnnxDimension[] dimensions = [.. Enumerable.Range(0, rank).Select(axis => Axis(axis, rank, lastAxis))];
        return GeneratedModel.Save(folder, name, new OnnxModelBuilder("twice")
            .Input("x", ElementType.Float32, dimensions)
            .Output("y", ElementType.Float32, dimensions)
            .Node("Add", ["x", "x"], ["y"]));
    }

    private static OnnxDimension Axis(int axis, int rank, int lastAxis) => axis == rank - 1 ? lastAxis : axis == 0 ? "rows" : 2;

    private const string Measure = """
        namespace Generated;

        using System;

        internal static class Measure
        {
            // The best of some rounds: the just-in-time compiler replaces methods while the first ones run.
            public static long Bytes(Action<int> run)
            {
                long best = long.MaxValue;
                run(3000);
                for (int round = 0; round < 5 && best > 0; round++)
                {
                    long before = GC.GetAllocatedBytesForCurrentThread();
                    run(500);
                    best = Math.Min(best, GC.GetAllocatedBytesForCurrentThread() - before);
                }

                return best;
            }
        }
        """;

    private static string Use(string name, int rank, int lastAxis)
    {
        int[] lengths = [.. Enumerable.Range(0, rank).Select(axis => axis == rank - 1 ? lastAxis : 2)];
        string shape = string.Join(", ", lengths);
        int count = lengths.Aggregate(1, (product, length) => product * length);
        string right = $$"""if (outputs.Y.Span[{{count - 1}}] != 3f) throw new InvalidOperationException("wrong");""";
        return $$"""
            namespace Generated;

            using System;
            using System.Numerics.Tensors;
            using TypedRtx;

            public static class {{name}}Use
            {
                private static readonly float[] Data = Fill();

                public static long Arrays(string path)
                {
                    using {{name}} model = {{name}}.LoadFrom(path);
                    return Measure.Bytes(times => { for (int i = 0; i < times; i++) { using {{name}}.Outputs outputs = model.Run(Data); {{right}} } });
                }

                public static long Spans(string path)
                {
                    using {{name}} model = {{name}}.LoadFrom(path);
                    return Measure.Bytes(times => { ReadOnlySpan<float> x = Data; for (int i = 0; i < times; i++) { using {{name}}.Outputs outputs = model.Run(x); {{right}} } });
                }

                public static long Views(string path)
                {
                    using {{name}} model = {{name}}.LoadFrom(path);
                    // Constant lengths are a field of the program, which unoptimised code reads through an object: once is enough.
                    TensorShape shape = new({{shape}});
                    return Measure.Bytes(times => { for (int i = 0; i < times; i++) { using {{name}}.Outputs outputs = model.Run(new TensorView<float>(Data, shape)); {{right}} } });
                }

                public static long TensorSpans(string path)
                {
                    using {{name}} model = {{name}}.LoadFrom(path);
                    Tensor<float> tensor = Tensor.Create<float>(Data, [{{shape}}]);
                    long bytes = Measure.Bytes(times =>
                    {
                        ReadOnlyTensorSpan<float> x = tensor.AsReadOnlyTensorSpan();
                        for (int i = 0; i < times; i++) { using {{name}}.Outputs outputs = model.Run(x); {{right}} }
                    });

                    // From rank 6 on the span itself is made with arrays for its shape: once per round, not per run.
                    return {{rank}} >= 6 && bytes < 500 ? 0 : bytes;
                }

                public static long Bound(string path)
                {
                    using {{name}} model = {{name}}.LoadFrom(path);
                    using {{name}}.Binding outputs = model.Bind({{(rank > 1 ? "2" : "")}});
                    Data.CopyTo(outputs.X);
                    return Measure.Bytes(times => { for (int i = 0; i < times; i++) { outputs.Run(); {{right}} } });
                }

                private static float[] Fill() { float[] data = new float[{{count}}]; Array.Fill(data, 1.5f); return data; }
            }
            """;
    }

    private static string ScalarUse() => """
        namespace Generated;

        using System;

        public static class Rank0Use
        {
            public static long Scalars(string path)
            {
                using Rank0 model = Rank0.LoadFrom(path);
                return Measure.Bytes(times =>
                {
                    for (int i = 0; i < times; i++)
                    {
                        using Rank0.Outputs outputs = model.Run(1.5f);
                        if (outputs.Y != 3f) throw new InvalidOperationException("wrong");
                    }
                });
            }

            public static long Bound(string path)
            {
                using Rank0 model = Rank0.LoadFrom(path);
                using Rank0.Binding binding = model.Bind();
                return Measure.Bytes(times =>
                {
                    for (int i = 0; i < times; i++)
                    {
                        binding.X = i;
                        binding.Run();
                        if (binding.Y != 2f * i) throw new InvalidOperationException("wrong");
                    }
                });
            }
        }
        """;
}
