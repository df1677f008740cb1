using System.Globalization;

namespace TypedRtx.Generators.Tests;

public sealed class CultureTests
{
    [Fact]
    public void Source_does_not_depend_on_the_culture()
    {
        // Finnish writes another minus sign, which once reached generated code (dotnet/runtime).
        CultureInfo strange = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        strange.NumberFormat.NegativeSign = "\u2212";
        strange.NumberFormat.NumberGroupSizes = [1];
        GeneratorHarness project = Harness.Project.WithSignature(
            "m.onnx",
            """input "i" float32[n - 1000, 12345, ?]""",
            """input "a.b" float32[n]""",
            """input "a_b" float32[n]""",
            """output "y" float32[n - 2]""");

        CultureInfo before = CultureInfo.CurrentCulture;
        GeneratorRun expected = project.Run();
        try
        {
            CultureInfo.CurrentCulture = strange;
            Assert.Equal(expected.Sources, project.Run(HarnessChecks.DoesNotThrow).Sources);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
