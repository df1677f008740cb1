using TypedRtx.EndToEnd.Tests.Support;
using TypedRtx.TestKit;

namespace TypedRtx.EndToEnd.Tests.State;

/// <summary>The trained decoder, its caches restored from test vectors, beside runs that take and give them.</summary>
public sealed class StorytellerStateTests
{
    private const string Use = """
        namespace Generated;

        using System;
        using System.Linq;
        using System.Numerics.Tensors;
        using TypedRtx;

        public static class Use
        {
            // A start from a cache has a first session whose answers differ in the last bits, and bits are compared here.
            private static readonly ModelOptions Same = new() { Cache = new CacheOptions { Mode = CacheMode.Off } };

            // The logits of a step on given caches, and of one more step on what that left.
            public static float[][] Steps(string path, long[] ids, float[][] caches, int batch, int past)
            {
                using Subject model = Subject.LoadFrom(path, Same);
                Tensor<float>[] keys = Of(caches, 0, batch, past), values = Of(caches, 1, batch, past);
                int sequence = ids.Length / batch;
                using Subject.State state = model.NewState(batch, capacity: past + sequence + 1);
                state.Restore(keys, values);
                float[] first = state.Step(ids).Logits.ToArray();
                if (state.Length != past + sequence) throw new InvalidOperationException("length");
                long[] next = Enumerable.Range(0, batch).Select(row => (long)row).ToArray();
                return [first, state.Step(next).Logits.ToArray()];
            }

            public static float[][] Runs(string path, long[] ids, float[][] caches, int batch, int past)
            {
                using Subject model = Subject.LoadFrom(path, Same);
                int sequence = ids.Length / batch;
                long[] next = Enumerable.Range(0, batch).Select(row => (long)row).ToArray();
                using Subject.Outputs first = model.Run(ids, Ones(batch * (past + sequence)), Of(caches, 0, batch, past), Of(caches, 1, batch, past), batchSize: batch);
                using Subject.Outputs second = model.Run(next, Ones(batch * (past + sequence + 1)), first.PresentKey.ToTensors(), first.PresentValue.ToTensors(), batchSize: batch);
                return [first.Logits.ToArray(), second.Logits.ToArray()];
            }

            private static Tensor<float>[] Of(float[][] caches, int first, int batch, int past) =>
                caches.Where((_, i) => i % 2 == first).Select(cache => Tensor.Create(cache, [batch, 2, past, 32])).ToArray();

            private static long[] Ones(int length) { long[] ones = new long[length]; Array.Fill(ones, 1); return ones; }
        }
        """;

    [Fact]
    public void Steps_equal_the_test_vectors_and_plain_runs()
    {
        ModelCase model = SharedFiles.Models().FirstOrDefault(model => model.Name == "storyteller") ?? Skipped();
        using GeneratedProject project = GeneratedProject.Compile([GeneratedModel.Read("Subject", model.ModelPath)], Use);
        Assert.NotEmpty(model.DataSets);
        foreach (string dataSet in model.DataSets)
        {
            TestTensor[] inputs = [.. ModelCase.Inputs(dataSet).Select(TensorFile.Read)];
            TestTensor expected = TensorFile.Read(ModelCase.Outputs(dataSet).First());
            long[] ids = Elements<long>(inputs[0]);
            float[][] caches = [.. inputs[2..].Select(Elements<float>)];
            object[] arguments = [model.ModelPath, ids, caches, (int)inputs[0].Dimensions[0], (int)inputs[2].Dimensions[2]];
            float[][] steps = (float[][])project.Call("Use", "Steps", arguments)!;
            float[][] runs = (float[][])project.Call("Use", "Runs", arguments)!;

            ToleranceComparer.Model.AssertEqual(expected, TestTensor.Create(steps[0], [.. expected.Dimensions]), Path.GetFileName(dataSet));
            Assert.Equal(runs[0], steps[0]);
            Assert.Equal(runs[1], steps[1]);
        }
    }

    private static T[] Elements<T>(TestTensor tensor)
        where T : unmanaged => [.. System.Runtime.InteropServices.MemoryMarshal.Cast<byte, T>(tensor.Data)];

    private static ModelCase Skipped()
    {
        Assert.Skip("Needs models of the shared folder, which is not beside the repository.");
        return null!;
    }
}
