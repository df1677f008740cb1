using TypedRtx.TestKit.Charts;

namespace TypedRtx.TestKit.Tests.Charts;

public sealed class IterationSeriesTests
{
    [Fact]
    public void Swap_is_the_first_run_after_which_the_specialised_session_answers()
    {
        IterationSeries series = Parse("1,9.5,general", "2,4,pending", "3,4,specialized", "4,2,specialized");

        Assert.Equal([9.5, 4, 4, 2], series.Milliseconds);
        Assert.Equal(3, series.Swap);
        Assert.Equal(2, series.Steady);
    }

    [Fact]
    public void Series_without_a_swap_has_none() => Assert.Equal(0, Parse("1,9,general", "2,4,kept").Swap);

    [Fact]
    public void Thinned_series_keeps_the_first_runs_and_takes_medians_of_later_ones()
    {
        IterationSeries series = new(
            [.. Enumerable.Range(1, 1000).Select(run => run % 10 == 0 ? 50.0 : 7.0)], [.. Enumerable.Repeat("general", 1000)]);

        (double Iteration, double Milliseconds)[] points = [.. series.Thin(perDecade: 20)];

        Assert.InRange(points.Length, 30, 60);
        Assert.Equal([1, 2, 3], points.Take(3).Select(point => point.Iteration));
        Assert.All(points.TakeLast(10), point => Assert.Equal(7, point.Milliseconds));
    }

    [Fact]
    public void Thinned_series_does_not_mix_runs_before_and_after_the_swap()
    {
        IterationSeries series = new(
            [.. Enumerable.Range(1, 1000).Select(run => run <= 777 ? 20.0 : 10.0)],
            [.. Enumerable.Range(1, 1000).Select(run => run < 777 ? "general" : "specialized")]);

        (double Iteration, double Milliseconds)[] points = [.. series.Thin(perDecade: 5)];

        Assert.All(points, point => Assert.Equal(point.Iteration <= 777 ? 20 : 10, point.Milliseconds));
    }

    [Theory]
    [InlineData("f.csv: expected a header that begins with 'iteration,milliseconds,state', found 'run,ms'.", "run,ms")]
    [InlineData("f.csv: expected iteration 1, found '2'.", IterationSeries.Header, "2,5,general")]
    [InlineData("f.csv, line 2: expected 3 fields, found '1,5'.", IterationSeries.Header, "1,5")]
    [InlineData("f.csv: expected a number of milliseconds above 0, found 'NaN'.", IterationSeries.Header, "1,NaN,general")]
    [InlineData("f.csv: expected runs, found none.", IterationSeries.Header)]
    [InlineData("f.csv: expected a header that begins with 'iteration,milliseconds,state', found an empty file.")]
    public void File_of_something_else_says_what_is_wrong(string message, params string[] lines)
    {
        FormatException error = Assert.Throws<FormatException>(() => IterationSeries.Parse(lines, "f.csv"));

        Assert.Equal(message, error.Message);
    }

    private static IterationSeries Parse(params string[] rows) => IterationSeries.Parse([IterationSeries.Header, .. rows], "f.csv");
}
