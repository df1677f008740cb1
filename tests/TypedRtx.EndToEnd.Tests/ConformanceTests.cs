using TypedRtx.EndToEnd.Tests.Support;
using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.EndToEnd.Tests;

/// <summary>The ONNX project's own cases: what the bare C API passes, a generated class passes too.</summary>
public sealed class ConformanceTests(ITestOutputHelper output)
{
    private const int EachOfSample = 10;
    private const int CasesPerProject = 100;

    // Of the corpus whose vectors the shared folder holds; see the list that the test prints.
    private const int WholeValueCases = 20;

    [Fact]
    public async Task Generated_classes_pass_what_the_bare_api_passes()
    {
        IReadOnlyList<ModelCase> all = SharedFiles.ConformanceCases();
        Assert.SkipWhen(all.Count == 0, "Needs onnx-conformance of the shared folder, which is not beside the repository.");
        bool isLong = Environment.GetEnvironmentVariable("TYPEDRTX_LONG") == "1";
        ConformanceCase[] cases =
        [
            .. all.Where((_, i) => isLong || i % EachOfSample == 0).Select((model, i) => new ConformanceCase(model, i)),
        ];
        await JudgeAll(cases);
    }

    [Fact]
    public async Task Generated_classes_pass_every_case_of_sequences_and_optionals()
    {
        IReadOnlyList<ModelCase> all = SharedFiles.ConformanceCases();
        Assert.SkipWhen(all.Count == 0, "Needs onnx-conformance of the shared folder, which is not beside the repository.");
        ConformanceCase[] cases = [.. all.Where(HasValues).Select((model, i) => new ConformanceCase(model, i))];
        await JudgeAll(cases);
        Assert.True(cases.Count(test => test.Verdict is null) >= WholeValueCases, "Fewer cases pass whole than did.");
    }

    private static bool HasValues(ModelCase model)
    {
        try
        {
            ModelSignature signature = GeneratedModel.Read("Any", model.ModelPath).Signature;
            return signature.Inputs.Concat(signature.Outputs).Any(value => value.Type is not TensorType);
        }
        catch (OnnxFormatException)
        {
            return false;
        }
    }

    private async Task JudgeAll(ConformanceCase[] cases)
    {
        List<string> failures = [];
        foreach (ConformanceCase[] chunk in cases.Where(test => test.Verdict is null).Chunk(CasesPerProject))
        {
            failures.AddRange(await Judge(chunk));
        }

        ConformanceReport report = new(ConformanceTable.Load(), [.. cases.Select(test => (test.Name, test.Verdict))], failures);
        output.WriteLine(report.ToString());
        IReadOnlyList<string> mistakes = report.Mistakes();
        Assert.True(mistakes.Count == 0, $"{mistakes.Count} mistakes in {cases.Length} cases:\n{string.Join('\n', mistakes)}");
    }

    private static async Task<List<string>> Judge(ConformanceCase[] cases)
    {
        ConformanceCase[] passed = [.. cases.Where(test => test.PassesRaw())];
        using GeneratedProject project = GeneratedProject.Compile([.. passed.Select(test => test.Model!)]);
        List<string> failures = [];
        foreach (ConformanceCase test in passed)
        {
            if (await test.Judge(project.Driver(test.Model!.ClassName)) is { } failure)
            {
                failures.Add(failure);
            }
        }

        return failures;
    }
}
