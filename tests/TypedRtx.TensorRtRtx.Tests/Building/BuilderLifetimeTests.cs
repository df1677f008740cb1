using TypedRtx.TestKit;

namespace TypedRtx.TensorRtRtx.Tests;

/// <summary>What stays when builders go.</summary>
public sealed class BuilderLifetimeTests
{
    [Fact]
    public void Builder_that_nobody_holds_leaves_the_logger_that_the_library_keeps() => Assert.Contains(
        "language 0",
        ProcessRunner.Run(ChildProgram.Request("forget", RtxNative.Folder)).AssertSuccess().Output,
        StringComparison.Ordinal);
}
