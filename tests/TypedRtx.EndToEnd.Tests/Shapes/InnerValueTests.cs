using Google.Protobuf;
using TypedRtx.Benchmarks.Raw;
using TypedRtx.EndToEnd.Tests.Shapes.Graphs;
using TypedRtx.Signatures;
using TypedRtx.TestKit;
using TypedRtx.TestKit.Onnx;

namespace TypedRtx.EndToEnd.Tests.Shapes;

/// <summary>Real models with every value inside of them made an output: each of thousands of nodes is held against a run.</summary>
public sealed class InnerValueTests(ITestOutputHelper output)
{
    private const int Seed = 20251125;
    private const int Attempts = 40;

    private static readonly int Runs = Environment.GetEnvironmentVariable("TYPEDRTX_LONG") == "1" ? 20 : 1;

    public static TheoryData<string> Names => SoundnessTests.Names;

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Names))]
    public void Known_dimensions_of_all_values_are_those_of_the_run(string name)
    {
        using TempFolder folder = new();
        string path = FilledModel.Fill(SoundnessTests.PathOf(name), folder.Path, Seed);
        ModelProto exposed = ModelRewrite.ExposeValues(ModelProto.Parser.ParseFrom(File.ReadAllBytes(path)));
        InferredModel given = InferredModel.Read(path);
        File.WriteAllBytes(path, exposed.ToByteArray());
        using ShapeSession session = new(path, given.Signature, exposed.Graph.Output.Select(value => value.Name));
        Random random = new(Seed);
        SymbolDraw draw = new(given.Plan, SoundnessTests.WeightsOf(exposed), 1, random);
        InferredModel? inferred = null;
        List<string> failures = [];
        int runs = 0;
        for (int i = 0; i < Attempts && runs < Runs && (runs == 0 || given.Plan.Symbols.Count > 0); i++)
        {
            int[] symbols = draw.Next();
            long[][] shapes = RandomInputs.ShapesOf(given.Plan, symbols)!;
            TestTensor[] inputs =
                [.. shapes.Select((shape, input) => RandomInputs.Create(((TensorType)given.Signature.Inputs[input].Type).Element, shape, random))];
            try
            {
                inferred ??= InferredModel.Read(ModelRewrite.WithOutputTypes(exposed, session.RunForTypes(inputs)));
                long[][] found = [.. session.Run(inputs).OfType<long[]>()];
                runs++;
                failures.AddRange(Judge(name, exposed.Graph, inferred, shapes, found));
            }
            catch (RawException)
            {
                // Not every length goes; another is tried.
            }
        }

        Assert.True(inferred is not null, "No run at all.");
        output.WriteLine($"Seed {Seed}: {runs} runs; of its values are known: {ShapeCoverage.Of(inferred.Plan)}");
        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

    private static IEnumerable<string> Judge(string name, GraphProto graph, InferredModel inferred, long[][] inputs, long[][] found)
    {
        int[] symbols = SymbolBinding.Bind(inferred.Plan, inputs, out string? contradiction);
        if (contradiction is not null)
        {
            return [$"{name}: {contradiction}"];
        }

        // What follows from a wrong value is wrong too, so that the first in the order of the nodes tells most.
        return ShapeDifference.Find(name, inferred, symbols, found)
            .OrderBy(wrong => PlaceOf(graph, inferred.Signature.Outputs[wrong.Output].Name))
            .Take(1)
            .Select(wrong => $"{wrong.Text}\n{GraphText.Of(graph, inferred.Signature.Outputs[wrong.Output].Name, nodes: 12)}");
    }

    private static int PlaceOf(GraphProto graph, string value) =>
        graph.Node.TakeWhile(node => !node.Output.Contains(value)).Count();
}
