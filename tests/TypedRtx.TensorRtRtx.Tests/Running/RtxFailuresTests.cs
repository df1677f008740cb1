using TypedRtx.TensorRtRtx.Interop;

namespace TypedRtx.TensorRtRtx.Tests;

public sealed class RtxFailuresTests
{
    [Fact]
    public void Failure_says_what_was_reported()
    {
        InferenceException error = RtxFailures.Of("run the model", [new RtxError(9, "first"), new RtxError(3, "second.")]);

        Assert.Equal("TensorRT for RTX could not run the model: invalid state: first; invalid argument: second.", error.Message);
    }

    [Fact]
    public void Failure_without_report_points_to_the_log() => Assert.Equal(
        "TensorRT for RTX could not run the model: it does not say why, see ModelOptions.Logger.",
        RtxFailures.Of("run the model", []).Message);

    [Theory]
    [InlineData(5, "allocation failed")]
    [InlineData(1, "Cuda Runtime (out of memory)")]
    public void Lack_of_memory_comes_with_advice(int code, string description)
    {
        InferenceException error = RtxFailures.Of("run the model", [new RtxError(code, description)]);

        Assert.Contains("Free memory of the GPU", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Exception_of_a_callback_is_the_cause()
    {
        InvalidOperationException cause = new("Nothing left.");

        InferenceException error = RtxFailures.Of("run the model", [], cause);

        Assert.Same(cause, error.InnerException);
        Assert.Contains("Nothing left.", error.Message, StringComparison.Ordinal);
    }
}
