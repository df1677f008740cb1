namespace TypedRtx.Cli;

/// <summary>The key of an entry of a cache as rows of a report.</summary>
internal static class KeyRows
{
    /// <summary>A row for each line of a key: <c>part library=1.6.1.120</c>, <c>model HASH</c>.</summary>
    public static IEnumerable<(string Name, string Text)> Of(string keyText) =>
        keyText.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Row);

    private static (string, string) Row(string line)
    {
        string text = line.StartsWith("part ", StringComparison.Ordinal) ? line["part ".Length..] : line;
        int end = text.IndexOfAny(['=', ' ']);
        return end < 0 ? (Plain(text), "") : (Plain(text[..end]), Plain(text[(end + 1)..]));
    }

    private static string Plain(string text) => Signatures.SignatureText.Quote(text)[1..^1];
}
