using TypedRtx.EndToEnd.Tests.Support;
using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.EndToEnd.Tests;

/// <summary>What users do with a class beyond one call.</summary>
public sealed class RunningTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void Sixteen_megabytes_pass_through()
    {
        const int Length = 4 * 1024 * 1024;
        GeneratedModel model = GeneratedModel.Save(_folder, "Large", new OnnxModelBuilder("large")
            .Input("x", ElementType.Float32, "n")
            .Output("y", ElementType.Float32, "n")
            .Node("Identity", ["x"], ["y"]));
        using GeneratedProject project = GeneratedProject.Compile([model]);
        ModelDriver driver = project.Driver("Large");
        using IDisposable loaded = driver.Load(model.Path);
        TestTensor tensor = TestTensor.Create([.. Enumerable.Range(0, Length).Select(i => (float)i)], Length);

        Assert.True(tensor.Data.AsSpan().SequenceEqual(driver.Run(loaded, [tensor])[0]!.Data));
        Assert.True(tensor.Data.AsSpan().SequenceEqual(driver.RunBound(loaded, [tensor])![0]!.Data));
    }

    [Fact]
    public void Eight_threads_get_their_own_answers()
    {
        using GeneratedProject project = GeneratedProject.Compile([Sum()], Threads);

        Assert.Equal(0, project.Call("Threads", "WrongAnswers", _folder.PathOf("Sum.onnx"), 8, 300));
    }

    [Fact]
    public void Helper_returns_outputs_of_inputs_on_its_stack()
    {
        using GeneratedProject project = GeneratedProject.Compile([Sum()], Stack);

        Assert.Equal(66f, project.Call("Stack", "Total", _folder.PathOf("Sum.onnx")));
    }

    [Fact]
    public void Copies_of_a_result_give_the_memory_back_once()
    {
        using GeneratedProject project = GeneratedProject.Compile([Sum()], Copies);

        Assert.Equal("22 44 disposed", project.Call("Copies", "Run", _folder.PathOf("Sum.onnx")));
    }

    [Fact]
    public void Sliced_and_transposed_tensors_arrive_row_major()
    {
        using GeneratedProject project = GeneratedProject.Compile([Sum()], Strided);

        Assert.Equal([11f, 14f, 12f, 15f, 13f, 16f], (float[])project.Call("Strided", "Run", _folder.PathOf("Sum.onnx"))!);
    }

    public void Dispose() => _folder.Dispose();

    private GeneratedModel Sum() => GeneratedModel.Save(_folder, "Sum", new OnnxModelBuilder("sum")
        .Input("a", ElementType.Float32, "rows", "columns")
        .Input("b", ElementType.Float32, "rows", "columns")
        .Output("sum", ElementType.Float32, "rows", "columns")
        .Node("Add", ["a", "b"], ["sum"]));

    private const string Threads = """
        namespace Generated;

        using System;
        using System.Threading;
        using TypedRtx;

        public static class Threads
        {
            public static int WrongAnswers(string path, int count, int runs)
            {
                using Sum model = Sum.LoadFrom(path);
                int wrong = 0;
                Thread[] threads = new Thread[count];
                for (int thread = 0; thread < count; thread++)
                {
                    int number = thread;
                    threads[thread] = new Thread(() => Interlocked.Add(ref wrong, Wrong(model, number, runs)));
                    threads[thread].Start();
                }

                foreach (Thread thread in threads) thread.Join();
                return wrong;
            }

            // Two threads share each length, so that keys are shared and memory must not be.
            private static int Wrong(Sum model, int number, int runs)
            {
                int columns = 1 + number / 2 * 3000;
                float[] a = new float[columns];
                float[] b = new float[columns];
                int wrong = 0;
                for (int run = 0; run < runs; run++)
                {
                    Array.Fill(a, number);
                    Array.Fill(b, run);
                    using Sum.Outputs outputs = model.Run(a, b, rows: 1, columns: columns);
                    wrong += outputs.Sum.Span.IndexOfAnyExcept((float)(number + run)) < 0 && outputs.Sum.Length == columns ? 0 : 1;
                }

                return wrong;
            }
        }
        """;

    private const string Stack = """
        namespace Generated;

        using System;
        using TypedRtx;

        public static class Stack
        {
            public static float Total(string path)
            {
                using Sum model = Sum.LoadFrom(path);
                using Sum.Outputs outputs = Helper(model);
                float total = 0;
                foreach (float value in outputs.Sum) total += value;
                return total;
            }

            private static Sum.Outputs Helper(Sum model)
            {
                ReadOnlySpan<float> a = stackalloc float[] { 1, 2, 3 };
                Span<float> b = stackalloc float[3];
                b.Fill(20);
                return model.Run(a, b, rows: 1);
            }
        }
        """;

    private const string Copies = """
        namespace Generated;

        using System;
        using TypedRtx;

        public static class Copies
        {
            public static string Run(string path)
            {
                using Sum model = Sum.LoadFrom(path);
                float[] x = [11];
                Sum.Outputs first = model.Run(x, x, rows: 1);
                Sum.Outputs copy = first;
                string text = $"{first.Sum[0, 0]}";
                first.Dispose();

                // The second run takes the memory of the first one; the copy must not give it back a second time.
                using Sum.Outputs second = model.Run(new float[] { 22 }, new float[] { 22 }, rows: 1);
                copy.Dispose();
                using Sum.Outputs third = model.Run(x, x, rows: 1);
                text += $" {second.Sum[0, 0]}";
                try
                {
                    return text + copy.Sum[0, 0];
                }
                catch (ObjectDisposedException)
                {
                    return text + " disposed";
                }
            }
        }
        """;

    private const string Strided = """
        namespace Generated;

        using System;
        using System.Numerics.Tensors;
        using TypedRtx;

        public static class Strided
        {
            public static float[] Run(string path)
            {
                using Sum model = Sum.LoadFrom(path);
                Tensor<float> a = Tensor.Create<float>([1, 2, 3, 4, 5, 6], [2, 3]);
                Tensor<float> wide = Tensor.Create<float>([0, 10, 10, 0, 10, 10, 0, 10, 10], [3, 3]);
                using Sum.Outputs outputs = model.Run(Tensor.Transpose(a), wide.AsReadOnlyTensorSpan()[0..3, 1..3]);
                return outputs.Sum.ToArray();
            }
        }
        """;
}
