namespace TypedRtx.Cli.Tests;

public sealed class ByteTextTests
{
    [Theory]
    [InlineData(0, "0 bytes")]
    [InlineData(1023, "1023 bytes")]
    [InlineData(1024, "1.00 KB")]
    [InlineData(12_687_308, "12.1 MB")]
    [InlineData(150_323_855_360, "140 GB")]
    public void Bytes_are_written_with_three_digits(long bytes, string text) => Assert.Equal(text, ByteText.Of(bytes));

    [Theory]
    [InlineData("2GB", 2L << 30)]
    [InlineData("1.5 GiB", 3L << 29)]
    [InlineData("512mb", 512L << 20)]
    [InlineData("4096", 4096)]
    public void Size_is_read(string text, long bytes)
    {
        Assert.True(ByteText.TryParse(text, out long read));
        Assert.Equal(bytes, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("2 GBs")]
    [InlineData("1.2.3MB")]
    [InlineData("99999999999TB")]
    public void Other_text_is_no_size(string text) => Assert.False(ByteText.TryParse(text, out _));
}
