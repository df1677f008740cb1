using TypedRtx.TestKit;
using TypedRtx.TestKit.Onnx;

namespace TypedRtx.EndToEnd.Tests.Shapes;

/// <summary>Real models over random shapes: every dimension of an output that a plan knows is what ONNX Runtime gives.</summary>
public sealed class SoundnessTests(ITestOutputHelper output)
{
    private const int Seed = 20251125;

    // A U-Net runs with multiples alone, which are rare among many draws.
    private const double LeastShareThatRuns = 0.15;
    private const int EnoughThatRun = 15;

    private static readonly bool IsLong = Environment.GetEnvironmentVariable("TYPEDRTX_LONG") == "1";

    public static TheoryData<string> Names => [.. Paths().Select(path => Path.GetFileNameWithoutExtension(path))];

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Names))]
    public void Known_dimensions_are_those_of_the_run(string name)
    {
        using TempFolder folder = new();
        string path = FilledModel.Fill(PathOf(name), folder.Path, Seed);
        InferredModel model = InferredModel.Read(path);
        using ShapeSession session = new(path, model.Signature);
        Random random = new(Seed);

        long weights = WeightsOf(ModelProto.Parser.ParseFrom(File.ReadAllBytes(path)));
        SymbolDraw draw = new(model.Plan, weights, IsLong ? 4 : 1, random);
        SoundnessRun run = new(name, model, session, random);
        run.Run(draw, IsLong ? 1000 : 40, IsLong ? TimeSpan.MaxValue : TimeSpan.FromSeconds(1));

        output.WriteLine(
            $"Seed {Seed}: {run.Drawn} assignments of [{string.Join(", ", model.Plan.Symbols.Select(symbol => symbol.Name))}] drawn, "
            + $"{run.Distinct} distinct, {run.Ran} ran ({run.RanEmpty} of them with a 0), {run.Failures.Count} wrong dimensions.");
        output.WriteLine($"First refusal: {run.FirstRefusal ?? "none"}");
        Assert.True(run.Failures.Count == 0, string.Join('\n', run.Failures));
        Assert.True(
            run.Ran >= Math.Min(run.Distinct * LeastShareThatRuns, EnoughThatRun),
            $"Only {run.Ran} of {run.Distinct} assignments run. The first that does not: {run.FirstRefusal}");
    }

    internal static string PathOf(string name) => Paths().Single(path => Path.GetFileNameWithoutExtension(path) == name);

    internal static long WeightsOf(ModelProto model) => model.Graph.Initializer
        .Sum(tensor => tensor.Dims.Aggregate(1L, (product, length) => product * length));

    private static IEnumerable<string> Paths() => SharedFiles.Models().Select(model => model.ModelPath).Concat(SharedFiles.Architectures());
}
