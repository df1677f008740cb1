using TypedRtx.EndToEnd.Tests.Support;

namespace TypedRtx.EndToEnd.Tests;

/// <summary>The table of cases that cannot pass goes stale in either direction, for the cases that it was made for.</summary>
public sealed class ConformanceTableTests
{
    private static readonly ConformanceTable Table = new(
        "# comment\nnode/a | refused | no kernel for A\nnode/b | differs | rounding\nnode/m | machine | no locale\n",
        "# comment\nnode/a\nnode/b\nnode/c\nnode/m\n");

    [Fact]
    public void Checked_in_table_reads_and_tells_no_case_twice() => Assert.True(ConformanceTable.Load().Knows("node/test_abs"));

    [Fact]
    public void Listed_case_that_passes_is_stale() =>
        Assert.Equal("node/a can pass; remove it: refused | no kernel for A", Table.FindStale("node/a", null));

    [Fact]
    public void Unlisted_case_that_cannot_pass_is_stale() => Assert.Equal(
        "node/c cannot pass; add it, with the reason: refused | no kernel for C", Table.FindStale("node/c", Refused("no kernel\n for C")));

    [Theory]
    [InlineData("node/a", "no kernel for A(9)", null)]
    [InlineData("node/a", "out of memory", "node/a cannot pass for another reason than the listed 'refused | no kernel for A': refused | out of memory")]
    [InlineData("node/b", "no kernel", "node/b cannot pass for another reason than the listed 'differs | rounding': refused | no kernel")]
    [InlineData("node/m", "there is no locale", null)]
    public void Listed_case_is_stale_when_its_reason_is_another(string name, string message, string? expected) =>
        Assert.Equal(expected, Table.FindStale(name, Refused(message)));

    [Fact]
    public void Another_answer_needs_no_equal_reason() =>
        Assert.Null(Table.FindStale("node/b", new ConformanceVerdict(ConformanceObstacle.Differs, "output 0: 3 of 4 elements")));

    [Fact]
    public void Case_that_depends_on_the_machine_may_pass() => Assert.Null(Table.FindStale("node/m", null));

    [Fact]
    public void Case_beyond_the_known_ones_is_never_stale()
    {
        Assert.Null(Table.FindStale("other/x", Refused("no kernel for X")));
        Assert.Null(Table.FindStale("other/x", null));
    }

    [Theory]
    [InlineData("node/a | refused")]
    [InlineData("node/a | unheard | why")]
    [InlineData("node/unknown | refused | why")]
    [InlineData("node/a | refused | why\nnode/a | differs | why")]
    public void Row_of_another_form_is_refused(string rows) => Assert.Throws<FormatException>(() => new ConformanceTable(rows, "node/a\n"));

    [Fact]
    public void Report_counts_what_the_bare_api_passes_and_names_what_no_table_knows()
    {
        ConformanceReport report = new(
            Table, [("node/a", Refused("no kernel for A")), ("node/c", null), ("other/x", Refused("no X")), ("other/y", null)], []);

        Assert.Equal((2, 2, 1.0), (report.Passed, report.PassedRaw, report.Share));
        Assert.Empty(report.Mistakes());
        Assert.Equal(
            "4 cases: the bare C API passes 2; 2 of these pass through their generated class, 100.0 %; 0 fail.\n"
            + "2 are not in Known.txt, so the table says nothing of them.\n2 refused: node/a, other/x\n  other/x | refused | no X",
            report.ToString());
    }

    [Fact]
    public void Report_fails_below_the_least_share()
    {
        ConformanceVerdict untyped = new(ConformanceObstacle.Untyped, "a required input is opaque");
        ConformanceReport report = new(Table, [("other/x", untyped), ("other/y", null)], []);

        Assert.Equal(["50.0 % is less than 97.0 %."], report.Mistakes());
    }

    private static ConformanceVerdict Refused(string message) => new(ConformanceObstacle.Refused, message);
}
