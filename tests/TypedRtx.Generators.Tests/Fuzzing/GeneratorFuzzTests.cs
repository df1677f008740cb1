namespace TypedRtx.Generators.Tests.Fuzzing;

public sealed class GeneratorFuzzTests
{
    [Fact]
    public void Damaged_models_and_signatures_give_code_that_compiles_or_a_diagnostic()
    {
        bool isLong = Environment.GetEnvironmentVariable("TYPEDRTX_LONG") == "1";
        FuzzReport report = GeneratorFuzz.Run(seed: 4_004, cases: isLong ? 2_000 : 60);
        TestContext.Current.TestOutputHelper?.WriteLine(report.ToString());

        Assert.True(report.Failures.Count == 0, report.ToString());
        Assert.InRange(report.Accepted, 1, report.Cases - 1);
    }
}
