using TypedRtx.TestKit;

namespace TypedRtx.Signatures.Tests.Propagation.Rules;

public sealed class LayoutRulesTests
{
    [Fact]
    public void Transpose_reorders()
    {
        Assert.Equal("[c, a, b]", Followed.Shape("a, b, c", "Transpose", [], 13, OnnxAttributes.Ints("perm", 2, 0, 1)));
        Assert.Equal("[c, b, a]", Followed.Shape("a, b, c", "Transpose", [], 13));
        Assert.Equal("?", Followed.Shape("a, b, c", "Transpose", [], 13, OnnxAttributes.Ints("perm", 0, 0, 1)));
    }

    [Fact]
    public void Squeeze_takes_axes_away()
    {
        Assert.Equal("[b, 3]", Followed.Shape("b, 1, 3", "Squeeze", [], 11, OnnxAttributes.Ints("axes", 1)));
        Assert.Equal("[b, 3]", Followed.Shape("b, 1, 3", "Squeeze", [[-2]], 13));
        Assert.Equal("[2, 3]", Followed.Shape("2, 1, 3", "Squeeze", [], 13));
        Assert.Equal("?", Followed.Shape("b, 1, 3", "Squeeze", [], 13));
    }

    [Fact]
    public void Unsqueeze_adds_axes()
    {
        Assert.Equal("[1, b, 1]", Followed.Shape("b", "Unsqueeze", [], 11, OnnxAttributes.Ints("axes", 0, 2)));
        Assert.Equal("[b, 1]", Followed.Shape("b", "Unsqueeze", [[-1]], 13));
    }

    [Fact]
    public void Depth_becomes_space_and_back()
    {
        Assert.Equal("[b, 3, 2*h, 2*w]", Followed.Shape("b, 12, h, w", "DepthToSpace", [], 13, OnnxAttributes.Int("blocksize", 2)));
        Assert.Equal("[b, 12, (h / 2), 4]", Followed.Shape("b, 3, h, 8", "SpaceToDepth", [], 13, OnnxAttributes.Int("blocksize", 2)));
    }
}
