using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.EndToEnd.Tests.Shapes;

/// <summary>
/// The ONNX project's own cases, operator by operator, without the shapes that the models state: what a plan finds out is
/// what the test vectors have, and what ONNX Runtime gives for inputs of other shapes.
/// </summary>
public sealed class ConformanceShapeTests(ITestOutputHelper output)
{
    private const int Seed = 20251125;

    // Where more is known now, write it here.
    private static readonly Dictionary<string, int> KnownOutputs = new()
    {
        ["as it is"] = 1095,
        ["free inputs"] = 807,
        ["integers folded"] = 1263,
        ["integers folded, free inputs"] = 971,
    };

    private static readonly bool IsLong = Environment.GetEnvironmentVariable("TYPEDRTX_LONG") == "1";

    [Fact]
    public void Known_dimensions_are_those_of_the_test_vectors_and_of_other_runs()
    {
        IReadOnlyList<ModelCase> cases = SharedFiles.ConformanceCases();
        Assert.SkipWhen(cases.Count == 0, "Needs onnx-conformance of the shared folder, which is not beside the repository.");
        Random random = new(Seed);
        List<ShapeJudgement> judgements = [];
        List<string> refused = [];
        foreach (ModelCase test in cases)
        {
            try
            {
                judgements.AddRange(ShapeVariant.Of(test).Select(variant => new ShapeJudgement(variant)).ToArray());
                judgements[^1].RunOthers(IsLong ? 100 : 4, random);
            }
            catch (Exception error) when (error is OnnxFormatException or InvalidDataException)
            {
                refused.Add($"{test.Name}: {error.GetType().Name}");
            }
        }

        Report(cases.Count, judgements, refused);
        string[] failures = [.. judgements.SelectMany(judgement => judgement.Failures)];
        Assert.True(failures.Length == 0, $"{failures.Length} are wrong:\n{string.Join('\n', failures)}");

        // Neither fewer nor more, so that the table stays true.
        IEnumerable<string> news = judgements.GroupBy(judgement => judgement.Way)
            .Select(way => (way.Key, Known: way.Sum(judgement => judgement.KnownOutputs)))
            .Where(way => way.Known != KnownOutputs[way.Key])
            .Select(way => $"{way.Key}: {way.Known} outputs are known, {KnownOutputs[way.Key]} were");
        Assert.Empty(news);
    }

    private void Report(int cases, List<ShapeJudgement> judgements, List<string> refused)
    {
        output.WriteLine($"Seed {Seed}: {cases} cases, {refused.Count} of them not read, {judgements.Count} models without their shapes.");
        foreach (IGrouping<string, ShapeJudgement> way in judgements.GroupBy(judgement => judgement.Way))
        {
            output.WriteLine(
                $"{way.Key}: {way.Sum(judgement => judgement.KnownOutputs)} of {way.Sum(judgement => judgement.Outputs)} outputs known, "
                + $"{way.Sum(judgement => judgement.OtherRuns)} runs on other shapes.");
        }

        foreach (IGrouping<string, ShapeJudgement> unknown in judgements
            .Where(judgement => judgement.Way == ShapeVariant.Folded && judgement.Unknown is not null)
            .GroupBy(judgement => judgement.Unknown!)
            .OrderByDescending(group => group.Count())
            .ThenBy(group => group.Key, StringComparer.Ordinal))
        {
            output.WriteLine($"Not known where every length stands in the model: {unknown.Count()} of {unknown.Key}");
        }

        refused.ForEach(output.WriteLine);
    }
}
