namespace TypedRtx.Signatures;

/// <summary>Reads ranges and lists of profiles. Spaces may stand between all parts.</summary>
internal static class ProfileParser
{
    private const string RangeExample = "a length such as 7, 1..512 or 1..64..512";

    /// <summary>Reads one range: <c>symbol=7</c>, <c>symbol=1..512</c> or <c>symbol=1..64..512</c>.</summary>
    /// <exception cref="ProfileFormatException">The text is no range.</exception>
    public static ParsedRange Range(string text)
    {
        ProfileCursor cursor = new(text);
        string symbol = cursor.Name('=', "the name of a symbol");
        cursor.Expect('=', $"'=' and {RangeExample}");
        int min = cursor.Number(RangeExample);
        if (cursor.IsAtEnd())
        {
            return new ParsedRange(new SymbolRange(symbol, min, min, min), StatesOpt: true);
        }

        cursor.ExpectDots();
        int second = cursor.Number("the number behind '..'");
        if (cursor.IsAtEnd())
        {
            return new ParsedRange(new SymbolRange(symbol, min, second, second), StatesOpt: false);
        }

        cursor.ExpectDots();
        int max = cursor.Number("the number behind '..'");
        return cursor.IsAtEnd()
            ? new ParsedRange(new SymbolRange(symbol, min, second, max), StatesOpt: true)
            : throw cursor.Error("the end");
    }

    /// <summary>
    /// Reads the list that item metadata holds, <c>chat: batch=1..1..4, sequence=1..64..512 | single: batch=1, sequence=128</c>.
    /// The ranges are cut apart and read later, as those of attributes are.
    /// </summary>
    /// <exception cref="ProfileFormatException">The text is no such list.</exception>
    public static IReadOnlyList<ProfileDeclaration> List(string text)
    {
        List<ProfileDeclaration> profiles = [];
        ProfileCursor cursor = new(text);
        do
        {
            string name = cursor.Name(':', "the name of a profile");
            cursor.Expect(':', "':' and the ranges of the profile");
            List<string> ranges = [];
            do
            {
                ranges.Add(cursor.Piece("a range such as sequence=1..64..512"));
            }
            while (cursor.TryTake(','));

            profiles.Add(new ProfileDeclaration(name, ranges.ToEquatableArray()));
        }
        while (cursor.TryTake('|'));
        return profiles;
    }
}
