using System.Xml.Linq;
using TypedRtx.TestKit.Charts;

namespace TypedRtx.TestKit.Tests.Charts;

public sealed class SvgWriterTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void Picture_is_well_formed_and_names_itself()
    {
        SvgWriter svg = new(100, 50, "a < b & \"c\"");
        svg.Text(1, 2, "<&>");

        XElement root = XDocument.Parse(svg.ToString()).Root!;

        Assert.Equal("a < b & \"c\"", root.Attribute("aria-label")!.Value);
        Assert.Equal("0 0 100 50", root.Attribute("viewBox")!.Value);
        Assert.Equal("<&>", root.Element(Svg + "text")!.Value);
    }

    [Fact]
    public void Places_have_one_digit_after_the_point()
    {
        SvgWriter svg = new(100, 50, "t");
        svg.Bar(1.26, 2, 1000.04, 3.5, ChartColors.Blue, opacity: 0.333);
        svg.Polyline([(0.04, 1), (2.99, 3)], ChartColors.Blue);

        XElement root = XDocument.Parse(svg.ToString()).Root!;

        XElement bar = root.Element(Svg + "rect")!;
        Assert.Equal(["1.3", "2", "1000", "3.5", ChartColors.Blue, "0.33"], bar.Attributes().Select(attribute => attribute.Value));
        Assert.Equal("0,1 3,3", root.Element(Svg + "polyline")!.Attribute("points")!.Value);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Place_that_is_no_number_is_refused(double place)
    {
        SvgWriter svg = new(100, 50, "t");

        Assert.Throws<ArgumentOutOfRangeException>(() => svg.Dot(place, 0, 3, ChartColors.Blue));
    }
}
