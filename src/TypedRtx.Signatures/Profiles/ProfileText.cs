namespace TypedRtx.Signatures;

/// <summary>Writes the parts of profiles so that the parser reads them back.</summary>
internal static class ProfileText
{
    /// <summary>What ends a name that stands without quotes, wherever it stands.</summary>
    private static readonly char[] Ends = ['=', ',', ':', '|', '"'];

    /// <summary>The name as it is, or in quotes where it holds what ends a name or cannot be seen.</summary>
    public static string Name(string name)
    {
        string quoted = SignatureText.Quote(name);
        bool isPlain = quoted.Length == name.Length + 2 && name.Trim().Length == name.Length && name.Length > 0;
        return isPlain && name.IndexOfAny(Ends) < 0 ? name : quoted;
    }

    /// <summary><c>7</c>, <c>1..512</c> or <c>1..64..512</c>.</summary>
    public static string Lengths(long min, long opt, long max)
    {
        string first = DimensionExpression.Number(min);
        string last = DimensionExpression.Number(max);
        return min == max && opt == max ? first
            : opt == max ? $"{first}..{last}"
            : $"{first}..{DimensionExpression.Number(opt)}..{last}";
    }
}
