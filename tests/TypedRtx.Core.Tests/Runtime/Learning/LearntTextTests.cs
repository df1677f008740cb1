using System.Text;
using TypedRtx.Runtime.Adaptive;
using TypedRtx.Runtime.Learning;

namespace TypedRtx.Tests.Runtime.Learning;

public sealed class LearntTextTests
{
    private static readonly LearntDims Known = new(
        [2, 128],
        12.5,
        new CandidateTimes(TimeSpan.FromMilliseconds(2), TimeSpan.FromMilliseconds(1), 0.75),
        TimeSpan.FromSeconds(1),
        TimeSpan.FromSeconds(2),
        1L << 40,
        3);

    [Fact]
    public void What_was_written_is_read()
    {
        LearntDims open = Known with { Dims = [7], Times = null };
        List<LearntDims> read = LearntText.Read(LearntText.Write([Known, open]));

        Assert.Equal([[2, 128], [7]], read.Select(learnt => learnt.Dims));
        Assert.Equal([Known with { Dims = [] }, open with { Dims = [] }], read.Select(learnt => learnt with { Dims = [] }), EqualityButDims);
    }

    [Fact]
    public void Text_says_one_line_for_each()
    {
        Assert.Equal(
            "2x128 12.5 20000 10000 0.75 10000000 20000000 1099511627776 3\n", Encoding.UTF8.GetString(LearntText.Write([Known])));
    }

    [Fact]
    public void Times_of_nothing_are_read_as_no_gain()
    {
        LearntDims read = Assert.Single(LearntText.Read(LearntText.Write([Known with { Times = default(CandidateTimes) }])));

        Assert.True(read.IsGeneral);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("2x1 5 - - - 1 1 1")]
    [InlineData("2x1 5 - - - 1 1 1 0 0")]
    [InlineData("-2x1 5 - - - 1 1 1 0")]
    [InlineData("2x99999999999 5 - - - 1 1 1 0")]
    [InlineData("2x1 NaN - - - 1 1 1 0")]
    [InlineData("2x1 -5 - - - 1 1 1 0")]
    [InlineData("2x1 5 1 1 Infinity 1 1 1 0")]
    [InlineData("2x1 5 9223372036854775807 1 1 1 1 1 0")]
    [InlineData("2x1 5 - - - 1 1 1 ,")]
    [InlineData("\0\u0001")]
    public void Anything_else_is_refused(string text)
    {
        FormatException error = Assert.Throws<FormatException>(() => LearntText.Read(Encoding.UTF8.GetBytes(text)));

        Assert.StartsWith("expected ", error.Message, StringComparison.Ordinal);
    }

    private static bool EqualityButDims(LearntDims first, LearntDims second) =>
        (first.Uses, first.Times, first.Opening, first.GeneralOpening, first.ByteLength, first.Starts)
        == (second.Uses, second.Times, second.Opening, second.GeneralOpening, second.ByteLength, second.Starts);
}
