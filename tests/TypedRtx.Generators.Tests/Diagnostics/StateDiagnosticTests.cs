namespace TypedRtx.Generators.Tests.Diagnostics;

/// <summary>What is said of a model's state.</summary>
public sealed class StateDiagnosticTests
{
    [Fact]
    public void TRTX0150_lists_what_is_state_and_what_is_filled_in() => Assert.Equal(
        [
            "TRTX0150 Info d.onnx The model 'd.onnx' keeps state, which NewState threads from step to step: "
            + "\"past.{0..1}\" ← \"present.{0..1}\"; filled in: \"mask\"",
        ],
        Harness.Project.WithSignature(
            "d.onnx",
            """input "ids" int64[b, s]""",
            """input "mask" int64[b, p + s]""",
            """input "past.0" float32[b, p]""",
            """input "past.1" float32[b, p]""",
            """output "present.0" float32[b, p + s]""",
            """output "present.1" float32[b, p + s]""").Run().DiagnosticLines);

    [Fact]
    public void TRTX0151_says_why_an_input_is_no_state() => Assert.Equal(
        [
            "TRTX0151 Info d.onnx The model 'd.onnx' has an input \"past\" that looks like state and stays a plain input: it is "
            + "float32[b, p], and output \"present\" is float32[b, n], which is not known to be that or longer along one axis",
        ],
        Harness.Project.WithSignature(
            "d.onnx", """input "past" float32[b, p]""", """output "present" float32[b, n]""").Run().DiagnosticLines);
}
