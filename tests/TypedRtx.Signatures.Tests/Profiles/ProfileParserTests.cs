namespace TypedRtx.Signatures.Tests.Profiles;

public sealed class ProfileParserTests
{
    [Theory]
    [InlineData("batch=7", "batch", 7, 7, 7)]
    [InlineData("batch=1..512", "batch", 1, 512, 512)]
    [InlineData("batch=1..64..512", "batch", 1, 64, 512)]
    [InlineData("  past_sequence_length  =  0 .. 64 .. 512  ", "past_sequence_length", 0, 64, 512)]
    [InlineData("\"a,b = \\\"c|d\\\"\"=0..2147483647", "a,b = \"c|d\"", 0, int.MaxValue, int.MaxValue)]
    [InlineData("past + sequence=1", "past + sequence", 1, 1, 1)]
    [InlineData("x:0=1", "x:0", 1, 1, 1)]
    [InlineData("größe=1..2", "größe", 1, 2, 2)]
    public void Range_is_read(string text, string symbol, int min, int opt, int max)
    {
        SymbolRange range = SymbolRange.Parse(text);

        Assert.Equal(new SymbolRange(symbol, min, opt, max), range);
        Assert.Equal(range, SymbolRange.Parse(range.ToString()));
    }

    [Theory]
    [InlineData("batch=7", true)]
    [InlineData("batch=1..512", false)]
    [InlineData("batch=1..512..512", true)]
    public void Range_tells_whether_it_states_an_opt(string text, bool expected) =>
        Assert.Equal(expected, ProfileParser.Range(text).StatesOpt);

    [Theory]
    [InlineData("", "'', column 1: expected the name of a symbol, found the end")]
    [InlineData("=1", "'=1', column 1: expected the name of a symbol, found \"=\"")]
    [InlineData("batch", "'batch', column 6: expected '=' and a length such as 7, 1..512 or 1..64..512, found the end")]
    [InlineData("batch=", "'batch=', column 7: expected a length such as 7, 1..512 or 1..64..512, found the end")]
    [InlineData("batch=x", "'batch=x', column 7: expected a length such as 7, 1..512 or 1..64..512, found \"x\"")]
    [InlineData("batch=-", "'batch=-', column 7: expected a length such as 7, 1..512 or 1..64..512, found \"-\"")]
    [InlineData("batch=1.2", "'batch=1.2', column 8: expected '..' or the end, found \".\"")]
    [InlineData("batch=1-2", "'batch=1-2', column 8: expected '..' or the end, found \"-\"")]
    [InlineData("batch=1..", "'batch=1..', column 10: expected the number behind '..', found the end")]
    [InlineData("batch=1..2..", "'batch=1..2..', column 13: expected the number behind '..', found the end")]
    [InlineData("batch=1..2..3..4", "'batch=1..2..3..4', column 14: expected the end, found \".\"")]
    [InlineData("batch=1,2", "'batch=1,2', column 8: expected '..' or the end, found \",\"")]
    [InlineData("\"batch=1", "'\"batch=1', column 1: expected the name of a symbol, with the quote that closes it, found \"\\\"\"")]
    [InlineData("batch=2147483648", "'batch=2147483648', column 7: expected a number of at most 2147483647, found \"2147483648\"")]
    [InlineData("batch=1..99999999999999999999", "'batch=1..99999999999999999999', column 10: expected a number of at most 2147483647, found \"99999999999999999999\"")]
    public void Bad_range_is_an_error_that_names_the_place(string text, string expected) =>
        Assert.Equal(expected, Assert.Throws<ProfileFormatException>(() => SymbolRange.Parse(text)).Message);

    [Theory]
    [InlineData("n=-1", "n would begin at -1, and no axis is shorter than 0")]
    [InlineData("n=4..2", "the min of n is 4, above its max 2")]
    [InlineData("n=4..2..8", "the min of n is 4, above its opt 2")]
    [InlineData("n=1..9..8", "the opt of n is 9, above its max 8")]
    public void Numbers_out_of_order_are_an_error(string text, string expected) =>
        Assert.Equal(expected, Assert.Throws<ProfileFormatException>(() => SymbolRange.Parse(text)).Message);

    [Fact]
    public void List_holds_profiles_and_their_ranges()
    {
        IReadOnlyList<ProfileDeclaration> profiles =
            ProfileParser.List(" chat: batch=1..1..4 , \"a,b|c\"=1| \"batch:1\" : batch=1, nonsense");

        Assert.Equal(
            [
                new ProfileDeclaration("chat", new EquatableArray<string>(["batch=1..1..4", "\"a,b|c\"=1"])),
                new ProfileDeclaration("batch:1", new EquatableArray<string>(["batch=1", "nonsense"])),
            ],
            profiles);
    }

    [Theory]
    [InlineData("", "column 1: expected the name of a profile, found the end")]
    [InlineData("chat", "column 5: expected ':' and the ranges of the profile, found the end")]
    [InlineData("batch=1, sequence=2", "column 8: expected ':' and the ranges of the profile, found \",\"")]
    [InlineData("chat:", "column 6: expected a range such as sequence=1..64..512, found the end")]
    [InlineData("chat: batch=1,", "column 15: expected a range such as sequence=1..64..512, found the end")]
    [InlineData("chat: batch=1 |", "column 16: expected the name of a profile, found the end")]
    [InlineData("chat: batch=1 || x: batch=1", "column 16: expected the name of a profile, found \"|\"")]
    [InlineData("chat: \"batch=1", "column 7: expected a name with the quote that closes it, found \"\\\"\"")]
    public void Bad_list_is_an_error_that_names_the_place(string text, string expected) => Assert.Equal(
        $"'{text}', {expected}", Assert.Throws<ProfileFormatException>(() => ProfileParser.List(text)).Message);

    [Fact]
    public void Random_text_is_read_or_is_an_error_of_ours()
    {
        int seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"Seed {seed}.");
        Random random = new(seed);
        string[] pieces = ["=", "..", "1", "-", ":", "|", ",", "\"", " ", "batch", "99999999999"];
        for (int i = 0; i < 5000; i++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(12))
                .Select(_ => random.Next(6) == 0 ? RandomText.Make(random) : pieces[random.Next(pieces.Length)]));
            foreach (Func<object> read in (Func<object>[])[() => ProfileParser.Range(text), () => ProfileParser.List(text)])
            {
                try
                {
                    read();
                }
                catch (ProfileFormatException e)
                {
                    Assert.Contains(", column ", e.Message, StringComparison.Ordinal);
                }
            }
        }
    }

    [Fact]
    public void Random_ranges_survive_the_way_out_and_back()
    {
        int seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"Seed {seed}.");
        Random random = new(seed);
        for (int i = 0; i < 1000; i++)
        {
            int[] lengths = [.. Enumerable.Range(0, 3).Select(_ => random.Next(random.Next(2) == 0 ? 4 : int.MaxValue)).Order()];
            SymbolRange range = new(RandomText.Make(random), lengths[0], lengths[1], lengths[2]);

            Assert.Equal(range, SymbolRange.Parse(range.ToString()));
        }
    }
}
