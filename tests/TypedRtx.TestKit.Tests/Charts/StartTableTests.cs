using TypedRtx.TestKit.Charts;

namespace TypedRtx.TestKit.Tests.Charts;

public sealed class StartTableTests
{
    private static readonly string[] Lines =
    [
        "session,cache,try,main,load,first_output,run1,run2",
        "dynamic,none,1,4.5,600,650.25,40,39.5",
        "ours,cold,1,5,610,660,41,39",
        "ours,cold,2,5,620,670,42,38",
        "ours,warm,1,5,80,90,10,9",
    ];

    [Fact]
    public void File_is_read_and_written_the_same() => Assert.Equal(Lines, StartTable.Parse(Lines, "s.csv").ToLines());

    [Fact]
    public void Starts_are_found_by_session_and_cache()
    {
        StartTable table = StartTable.Parse(Lines, "s.csv");

        Assert.Equal([660, 670], table.Of("ours", "cold").Select(row => row.FirstOutput));
        Assert.Equal(90, Assert.Single(table.Of("ours", "warm")).LoadAndRun);
        Assert.Empty(table.Of("ours", "none"));
    }

    [Fact]
    public void Time_that_is_none_says_so()
    {
        FormatException error = Assert.Throws<FormatException>(
            () => StartTable.Parse([Lines[0], "ours,cold,1,5,x,660,41,39"], "s.csv"));

        Assert.Equal("s.csv: expected a number of milliseconds above 0, found 'x'.", error.Message);
    }
}
