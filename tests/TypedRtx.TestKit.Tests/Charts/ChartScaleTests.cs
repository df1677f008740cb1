using TypedRtx.TestKit.Charts;

namespace TypedRtx.TestKit.Tests.Charts;

public sealed class ChartScaleTests
{
    [Fact]
    public void Values_of_one_order_have_an_axis_from_zero()
    {
        ChartScale scale = ChartScale.Around(10, 50, 100, 0);

        Assert.False(scale.IsLogarithmic);
        Assert.Equal(100, scale.Place(0));
        Assert.Equal([0, 20, 40], scale.Ticks());
    }

    [Fact]
    public void Values_of_several_orders_have_an_axis_of_ratios()
    {
        ChartScale scale = ChartScale.Around(1, 1000, 0, 300);

        Assert.True(scale.IsLogarithmic);
        Assert.Equal(scale.Place(100) - scale.Place(10), scale.Place(1000) - scale.Place(100), tolerance: 1e-9);
        Assert.Equal([1, 10, 100, 1000], scale.Ticks().Select(tick => Math.Round(tick, 9)));
    }

    [Theory]
    [InlineData(0.0004, 0.09)]
    [InlineData(3, 4)]
    [InlineData(0.9, 900)]
    [InlineData(12, 12)]
    [InlineData(0.1, 100_000)]
    public void Axis_has_a_few_ticks_on_it(double least, double most)
    {
        ChartScale scale = ChartScale.Around(least, most, 0, 200);

        double[] ticks = [.. scale.Ticks()];

        Assert.InRange(ticks.Length, 2, 9);
        Assert.All(ticks, tick => Assert.InRange(tick, scale.Low, scale.High));
    }

    [Fact]
    public void Value_beyond_the_axis_is_at_its_end()
    {
        ChartScale scale = new(0, 10, 100, 0, IsLogarithmic: false);

        Assert.Equal(0, scale.Place(11));
        Assert.Equal(100, scale.Place(-1));
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.05, "0.05")]
    [InlineData(2.5, "2.5")]
    [InlineData(1234.4, "1,234")]
    public void Value_has_as_many_digits_as_matter(double value, string text) => Assert.Equal(text, ChartScale.Text(value));
}
