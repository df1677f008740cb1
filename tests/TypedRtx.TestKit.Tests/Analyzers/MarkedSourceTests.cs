using Microsoft.CodeAnalysis.Text;

namespace TypedRtx.TestKit.Tests;

public sealed class MarkedSourceTests
{
    [Fact]
    public void Marks_are_taken_out_and_remembered()
    {
        MarkedSource source = MarkedSource.Parse("a({|AB12:b|}, {|X1:c{|Y2:d|}|});");

        Assert.Equal("a(b, cd);", source.Text);
        Assert.Equal(
            [("AB12", new TextSpan(2, 1)), ("X1", new TextSpan(5, 2)), ("Y2", new TextSpan(6, 1))],
            source.Marks);
    }

    [Fact]
    public void Source_without_marks_stays_as_it_is()
    {
        MarkedSource source = MarkedSource.Parse("a || b");

        Assert.Equal("a || b", source.Text);
        Assert.Empty(source.Marks);
    }
}
