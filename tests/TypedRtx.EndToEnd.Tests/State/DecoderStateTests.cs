using TypedRtx.EndToEnd.Tests.Support;
using TypedRtx.TestKit;
using TypedRtx.TestKit.Onnx;

namespace TypedRtx.EndToEnd.Tests.State;

/// <summary>A decoder of eight layers in float16 as PyTorch exports it, with weights of our own: steps equal plain runs.</summary>
public sealed class DecoderStateTests : IDisposable
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

            private static readonly long[] Prompt = [5, 17, 3];

            // Mask and positions are filled in.
            public static Half[][] Steps(string path)
            {
                using Subject model = Subject.LoadFrom(path, Same);
                using Subject.State state = model.NewState(batchSize: 1, capacity: 6);
                Half[] first = state.Step(Prompt).Logits.ToArray();
                using Subject.State fork = state.Fork();
                Half[] second = state.Step(new long[] { 9 }).Logits.ToArray();
                fork.Step(new long[] { 1 });
                fork.Rewind(3);
                return [first, second, fork.Step(new long[] { 9 }).Logits.ToArray()];
            }

            public static Half[][] Runs(string path)
            {
                using Subject model = Subject.LoadFrom(path, Same);
                int layers = Subject.Signature.Inputs.Count(input => input.Name.EndsWith(".key", StringComparison.Ordinal));
                Tensor<Half>[] empty = Enumerable.Range(0, layers).Select(_ => Tensor.Create(Array.Empty<Half>(), [1, 2, 0, 64])).ToArray();
                using Subject.Outputs first = model.Run(Prompt, new long[] { 1, 1, 1 }, new long[] { 0, 1, 2 }, empty, empty, batchSize: 1);
                using Subject.Outputs second = model.Run(
                    new long[] { 9 }, new long[] { 1, 1, 1, 1 }, new long[] { 3 }, first.PresentKey.ToTensors(), first.PresentValue.ToTensors(), batchSize: 1);
                return [first.Logits.ToArray(), second.Logits.ToArray()];
            }
        }
        """;

    private readonly TempFolder _folder = new();

    [Fact]
    public void Steps_equal_plain_runs()
    {
        string? stripped = SharedFiles.Architectures().FirstOrDefault(path => Path.GetFileName(path) == "decoder_kv_fp16.onnx");
        Assert.SkipWhen(stripped is null, "Needs architectures of the shared folder, which is not beside the repository.");
        string path = FilledModel.Fill(stripped!, _folder.Path, seed: 1);
        using GeneratedProject project = GeneratedProject.Compile([GeneratedModel.Read("Subject", path)], Use);

        Half[][] steps = (Half[][])project.Call("Use", "Steps", path)!;
        Half[][] runs = (Half[][])project.Call("Use", "Runs", path)!;

        Assert.All(runs, logits => Assert.All(logits, logit => Assert.True(Half.IsFinite(logit))));
        Assert.Equal(runs[0], steps[0]);
        Assert.Equal(runs[1], steps[1]);
        Assert.Equal(runs[1], steps[2]);
    }

    public void Dispose() => _folder.Dispose();
}
