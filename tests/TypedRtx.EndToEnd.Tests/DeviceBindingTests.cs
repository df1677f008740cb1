using TypedRtx.EndToEnd.Tests.Support;
using TypedRtx.TestKit;

namespace TypedRtx.EndToEnd.Tests;

/// <summary>Device bindings on a backend without a device: the same program, on host memory.</summary>
public sealed class DeviceBindingTests
{
    private const string Use = """
        namespace Generated;

        using System;
        using System.Linq;
        using TypedRtx;
        using TypedRtx.Backends;

        public static class Use
        {
            public static bool EqualsRun(string path)
            {
                using Digits digits = Digits.LoadFrom(path);
                float[] pixels = new float[3 * 28 * 32];
                new Random(7).NextBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes(pixels.AsSpan()));
                pixels = Array.ConvertAll(pixels, value => float.IsFinite(value) ? MathF.Abs(value % 1) : 0);
                using Digits.Outputs expected = digits.Run(pixels, batch: 3, height: 28, width: 32);
                using Digits.DeviceBinding binding = digits.BindDevice(batch: 3, height: 28, width: 32);
                binding.Image.CopyFrom(pixels);
                binding.Run();
                return binding.Image.Kind == MemoryKind.Host
                    && binding.Probabilities.Shape == expected.Probabilities.Shape
                    && binding.Probabilities.ToArray().SequenceEqual(expected.Probabilities.ToArray());
            }

            public static long Bytes(string path)
            {
                using Digits digits = Digits.LoadFrom(path);
                using Digits.DeviceBinding binding = digits.BindDevice(1, 28, 28);
                float[] pixels = new float[28 * 28];
                float[] scores = new float[10];
                long best = long.MaxValue;
                for (int round = 0; round < 60 && best > 0; round++)
                {
                    long before = GC.GetAllocatedBytesForCurrentThread();
                    for (int i = 0; i < 10; i++)
                    {
                        binding.Image.CopyFrom(pixels);
                        binding.Run();
                        binding.Probabilities.CopyTo(scores);
                    }

                    best = Math.Min(best, GC.GetAllocatedBytesForCurrentThread() - before);
                }

                return best;
            }

            // A state, kept by hand: what a run gave is what the next one takes.
            public static string Fed(string path)
            {
                using Recurrent model = Recurrent.LoadFrom(path);
                using Recurrent.DeviceBinding binding = model.BindDevice(1);
                string text = "";
                for (int i = 1; i <= 3; i++)
                {
                    binding.X.CopyFrom(new float[] { i, i, i });
                    binding.Run();
                    binding.H0.CopyFrom(binding.Hn);
                    text += $"{binding.Y.ToArray()[0]} ";
                }

                return text;
            }
        }
        """;

    private static readonly string DigitsPath = RepositoryFiles.PathOf("samples/Digits/digits.onnx");

    [Theory]
    [InlineData("EqualsRun", true)]
    [InlineData("Bytes", 0L)]
    public void Binding_of_a_trained_model_gives_what_a_run_gives_and_allocates_nothing(string method, object expected) =>
        Assert.Equal(expected, Call(method, _ => DigitsPath));

    [Fact]
    public void Output_of_one_run_is_the_input_of_the_next() =>
        Assert.Equal("-1 -3 -6 ", Call("Fed", folder => folder.PathOf("Recurrent.onnx")));

    private static object? Call(string method, Func<TempFolder, string> model)
    {
        using TempFolder folder = new();
        using GeneratedProject project = GeneratedProject.Compile(
            [GeneratedModel.Read("Digits", DigitsPath), GeneratedModel.Save(folder, "Recurrent", State.StateModels.Recurrent())], Use);
        return project.Call("Use", method, model(folder));
    }
}
