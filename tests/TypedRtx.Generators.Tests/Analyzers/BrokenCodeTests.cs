using Microsoft.CodeAnalysis;

namespace TypedRtx.Generators.Tests.Analyzers;

/// <summary>Analyzers run while people type: on every prefix of a program, and on programs that lost a piece.</summary>
public sealed class BrokenCodeTests
{
    private const string Calls = """
        internal static class Calls
        {
            public static async Task Test(Bert bert, long[] data)
            {
                const int Two = 2;
                foreach (long item in data)
                {
                    using var m = Bert.LoadFrom("a.onnx", new ModelOptions { ModelPath = "b" });
                    m.Run(inputIds: data, attentionMask: [1, .. data, 2], batch: Two).Dispose();
                }

                var r = bert.Run(attentionMask, stackalloc long[Two] { 1, 2 }, -1, sequence: data.Length);
                r.Dispose();
                _ = r.Y[0, 0];
                bert.Run(new Bert.Inputs { InputIds = new long[2, 3], AttentionMask = new TensorView<long>(data, [2, 3]), Batch = 1 });
                var owned = await bert.RunAsync(new Bert.OwnedInputs { InputIds = data, AttentionMask = Tensor.Create(data) });
                var b = bert.Bind(new Bert.Dims(1, 2) { Batch = 9 });
                b.Run();
            }
        }
        """;

    private static readonly string[] Signature =
    [
        """input "input_ids" int64[batch, sequence]""",
        """input "attention_mask" int64[batch, sequence]""",
        """input "bias" float32[sequence / 2] optional""",
        """output "y" float32[batch, sequence]""",
    ];

    [Fact]
    public void Analyzers_bear_every_beginning_of_a_program()
    {
        Compilation model = CallSites.Bert(Signature, """[OptimizationProfile("chat", "batch=1..1..4", "sequence=")]""");
        for (int length = 0; length < Calls.Length; length += 7)
        {
            AnalyzerRun.Diagnostics(CallSites.Together(model, Calls[..length]), CallSites.Analyzers);
        }
    }

    [Fact]
    public void Analyzers_bear_programs_that_lost_a_piece()
    {
        int seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"Seed {seed}.");
        Random random = new(seed);
        Compilation model = CallSites.Bert(Signature, """[OptimizationProfile("chat", "batch=1..1..4", "sequence=1")]""");
        for (int i = 0; i < 100; i++)
        {
            int start = random.Next(Calls.Length);
            string damaged = Calls.Remove(start, random.Next(Math.Min(20, Calls.Length - start)));
            AnalyzerRun.Diagnostics(CallSites.Together(model, damaged), CallSites.Analyzers);
        }
    }

    [Theory]
    [InlineData("int64[batch", "x")]
    [InlineData("nonsense", "x")]
    [InlineData("int64[other]", "x")]
    [InlineData("", "x")]
    public void Class_that_is_not_understood_is_left_alone(string type, string name)
    {
        Compilation model = CallSites.Bert(Signature);
        string calls = $$"""
            public sealed class Own(TypedRtx.Runtime.LoadedModel model) : TypedModel(model)
            {
                public Bert.Outputs Run([OnnxTensor("{{name}}", "{{type}}")] TensorView<long> x, int? batch = null) => default;
            }

            internal static class Calls
            {
                public static void Test(Own own)
                {
                    using var r = own.Run(new long[3, 2, 1], batch: -1);
                }
            }
            """;

        Assert.Empty(AnalyzerRun.Diagnostics(CallSites.Together(model, calls), CallSites.Analyzers));
    }
}
