using TypedRtx.EndToEnd.Tests.Support;
using TypedRtx.TestKit;

namespace TypedRtx.EndToEnd.Tests;

/// <summary>The ONNX project's own cases: what the bare C API passes, a generated class passes too.</summary>
public sealed class ConformanceTests(ITestOutputHelper output)
{
    private const int EachOfSample = 10;
    private const int CasesPerProject = 100;

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
        List<string> failures = [];
        foreach (ConformanceCase[] chunk in cases.Where(test => test.Unsupported is null).Chunk(CasesPerProject))
        {
            failures.AddRange(await Judge(chunk));
        }

        Report(cases, failures);
        Assert.True(failures.Count == 0, $"{failures.Count} of {cases.Length} cases fail that the bare C API passes:\n{string.Join('\n', failures)}");
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

    private void Report(ConformanceCase[] cases, List<string> failures)
    {
        int whole = cases.Count(test => test.Unsupported is null) - failures.Count;
        output.WriteLine($"{cases.Length} cases: {whole} pass through their generated class, {failures.Count} fail.");
        foreach (IGrouping<string, ConformanceCase> group in cases
            .Where(test => test.Unsupported is not null)
            .GroupBy(test => test.Unsupported!, StringComparer.Ordinal)
            .OrderByDescending(group => group.Count())
            .ThenBy(group => group.Key, StringComparer.Ordinal))
        {
            output.WriteLine($"{group.Count()}: {group.Key}. {string.Join(", ", group.Take(8).Select(test => test.Name))}{(group.Count() > 8 ? ", …" : "")}");
        }

        failures.ForEach(output.WriteLine);
    }
}
