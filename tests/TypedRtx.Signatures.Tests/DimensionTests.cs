namespace TypedRtx.Signatures.Tests;

public sealed class DimensionTests
{
    [Theory]
    [InlineData("")]
    [InlineData("?")]
    [InlineData("None")]
    [InlineData("-1")]
    public void DimParam_that_says_nothing_is_unknown(string text)
    {
        Assert.Equal(Dimension.Unknown, Dimension.FromDimParam(text));
        Assert.Equal("?", Dimension.FromDimParam(text).ToString());
    }

    [Theory]
    [InlineData("batch", "batch")]
    [InlineData("past + new", "new + past")]
    [InlineData("12", "\"12\"")]
    [InlineData("a - a", "\"a - a\"")]
    [InlineData("x.1", "\"x.1\"")]
    [InlineData("x; //", "\"x; //\"")]
    [InlineData("\"batch\"", "\"\\\"batch\\\"\"")]
    public void DimParam_is_arithmetic_or_one_symbol(string text, string expected) =>
        Assert.Equal(expected, Dimension.FromDimParam(text).ToString());

    [Fact]
    public void DimParam_that_is_a_number_is_not_a_fixed_length()
    {
        Dimension dimension = Dimension.FromDimParam("12");

        Assert.False(dimension.IsStatic);
        Assert.Equal("12", dimension.Expression!.SymbolName);
    }

    [Fact]
    public void Fixed_length_is_static()
    {
        Assert.Equal(3, Dimension.Of(3).Value);
        Assert.True(Dimension.Of(0).IsStatic);
        Assert.Null(Dimension.Unknown.Value);
        Assert.Null(Dimension.FromDimParam("batch").Value);
    }
}
