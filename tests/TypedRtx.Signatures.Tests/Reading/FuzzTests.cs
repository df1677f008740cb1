using TypedRtx.TestKit;

namespace TypedRtx.Signatures.Tests.Reading;

public sealed class FuzzTests
{
    private static int Scale => Environment.GetEnvironmentVariable("TYPEDRTX_LONG") == "1" ? 50 : 1;

    [Fact]
    public void Damaged_models_give_a_signature_or_a_format_error() => AssertHolds(ReaderFuzz.Models(4_001, 3_000 * Scale));

    [Fact]
    public void Damaged_signatures_give_a_signature_or_a_format_error() => AssertHolds(ReaderFuzz.Texts(4_002, 1_000 * Scale));

    private static void AssertHolds(FuzzReport report)
    {
        TestContext.Current.TestOutputHelper?.WriteLine(report.ToString());

        Assert.True(report.Failures.Count == 0, report.ToString());
        Assert.InRange(report.Accepted, 1, report.Cases - 1);
    }
}
