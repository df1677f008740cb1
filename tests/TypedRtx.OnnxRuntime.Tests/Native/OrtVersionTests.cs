using TypedRtx.OnnxRuntime.Native;

namespace TypedRtx.OnnxRuntime.Tests.Native;

public sealed class OrtVersionTests
{
    [Theory]
    [InlineData("1.18.0", 18)]
    [InlineData("1.30.0", 30)]
    [InlineData("1.31.1", 30)]
    [InlineData("1.99.0-dev", 30)]
    [InlineData("1.25", 25)]
    public void Version_gives_the_api_that_both_know(string text, int expected)
    {
        Assert.Null(OrtVersion.TryNegotiate(text, out OrtVersion version));
        Assert.Equal(expected, version.ApiVersion);
        Assert.Equal(text, version.Text);
    }

    [Theory]
    [InlineData("1.17.3", "it is version 1.17.3, and at least 1.18 is needed")]
    [InlineData("2.0.0", "its version is '2.0.0', and 1.18 or a later 1.x is needed")]
    [InlineData("1", "its version is '1', and 1.18 or a later 1.x is needed")]
    [InlineData("1.-5", "its version is '1.-5', and 1.18 or a later 1.x is needed")]
    [InlineData("", "its version is '', and 1.18 or a later 1.x is needed")]
    [InlineData(null, "its version is '', and 1.18 or a later 1.x is needed")]
    public void Version_that_does_not_do_is_explained(string? text, string expected) =>
        Assert.Equal(expected, OrtVersion.TryNegotiate(text, out _));
}
