namespace TypedRtx.Generators.Tests.Emit;

public sealed class LanguageVersionTests
{
    public static TheoryData<string> Models => SharedModelTests.Models;

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Models))]
    public void Generated_class_compiles_with_CSharp_13(string path)
    {
        GeneratorHarness project = Harness.Project with { LanguageVersion = LanguageVersions.CSharp13 };

        project.WithModel(Path.GetFileName(path), Harness.SignatureOfFile(path)).Run(HarnessChecks.Compiles);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Calls_compile_from_every_source(bool newest)
    {
        GeneratorHarness project = Harness.Project with
        {
            LanguageVersion = newest ? LanguageVersions.CSharp14 : LanguageVersions.CSharp13,
        };

        project
            .WithProperty("RootNamespace", "Acme")
            .WithSignature(
                "bert.onnx",
                """input "ids" int64[batch, sequence]""",
                """input "scale" float32[]""",
                """input "bias" float32[sequence] optional""",
                """output "hidden" float32[batch, sequence, 8]""")
            .WithSource(Calls)
            .Run(HarnessChecks.Compiles);
    }

    private const string Calls = """
        using System;
        using System.Numerics.Tensors;
        using System.Threading.Tasks;
        using TypedRtx;

        namespace Acme
        {
            sealed partial class Bert
            {
            }

            internal static class Calls
            {
                public static async Task All(Bert bert, long[] array, long[,] matrix, Tensor<long> tensor, float[] bias)
                {
                    using (bert.Run(array, 0.5f, batch: 1)) { }
                    using (bert.Run(matrix, 0.5f)) { }
                    using (bert.Run(tensor, 0.5f, bias: bias)) { }
                    using (bert.Run(array.AsSpan(1), 0.5f, sequence: 3)) { }
                    using (bert.Run(new Bert.Inputs { Ids = array, Scale = 0.5f, Batch = 1, Bias = bias })) { }
                    using (Helper(bert)) { }
                    Bert.OwnedOutputs one = await bert.RunAsync(array, 0.5f, batch: 1);
                    Bert.OwnedOutputs two = await bert.RunAsync(new Bert.OwnedInputs { Ids = tensor, Scale = 0.5f });
                    using Bert.Binding binding = bert.Bind(new Bert.Dims(Batch: 1, Sequence: 2));
                    binding.Ids[0] = one.Hidden.Lengths[0] + two.Hidden.Lengths[0];
                    binding.Scale = 0.5f;
                    binding.Run();
                    _ = binding.Hidden[0, 0, 0];
                }

                private static Bert.Outputs Helper(Bert bert)
                {
                    Span<long> ids = stackalloc long[2];
                    return bert.Run(ids, 0.5f, batch: 1);
                }

                private static T LoadAny<T>() where T : ITypedModel<T> => T.Load();

                public static string Name() => LoadAny<Bert>().BackendName + Bert.Signature;
            }
        }
        """;
}
