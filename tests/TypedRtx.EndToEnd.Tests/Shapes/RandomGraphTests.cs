using TypedRtx.EndToEnd.Tests.Shapes.Graphs;

namespace TypedRtx.EndToEnd.Tests.Shapes;

/// <summary>Small graphs of random operators over random shapes: what a plan knows of any value is what ONNX Runtime gives.</summary>
public sealed class RandomGraphTests(ITestOutputHelper output)
{
    private const int Seed = 20251125;
    private const int StepsOfGraph = 14;

    private static readonly bool IsLong = Environment.GetEnvironmentVariable("TYPEDRTX_LONG") == "1";

    private int _graphs;
    private int _values;
    private int _known;

    [Fact]
    public void Known_dimensions_are_those_of_the_run()
    {
        List<string> failures = [];
        for (int i = 0; i < (IsLong ? 10_000 : 400); i++)
        {
            failures.AddRange(Judge(new RandomGraph(new Random(Seed + i), StepsOfGraph), Seed + i));
        }

        output.WriteLine($"Seeds from {Seed}: {_graphs} graphs, {_known} of {_values} values known.");
        Assert.True(failures.Count == 0, $"{failures.Count} are wrong:\n{string.Join('\n', failures)}");
        Assert.True(_values > _graphs * 5, "The graphs did not grow.");
    }

    private IEnumerable<string> Judge(RandomGraph graph, int seed)
    {
        InferredModel inferred = InferredModel.Read(graph.Model);
        _graphs++;
        _values += inferred.Plan.Outputs.Count;
        _known += inferred.Plan.Outputs.Count(ShapeCoverage.IsKnown);
        foreach ((long[][] inputs, long[]?[] outputs) in graph.Inputs.Zip(graph.Outputs))
        {
            int[] symbols = SymbolBinding.Bind(inferred.Plan, inputs, out string? contradiction);
            if (contradiction is not null)
            {
                return [$"Seed {seed}: {contradiction}"];
            }

            // The first wrong value is where the rule is; those after it follow.
            if (ShapeDifference.Find($"Seed {seed}", inferred, symbols, outputs).FirstOrDefault() is { Text: { } text } wrong)
            {
                return [$"{text}\n{GraphText.Of(graph.Model.Graph, inferred.Signature.Outputs[wrong.Output].Name)}"];
            }
        }

        return [];
    }
}
