namespace TypedRtx.TestKit;

/// <summary>Damages the text of a signature: characters, lines, names.</summary>
public static class TextMutator
{
    /// <summary>A damaged copy.</summary>
    public static string Mutate(string text, string other, Random random)
    {
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            text = Once(text, other, random);
        }

        return text;
    }

    private static string Once(string text, string other, Random random)
    {
        int at = random.Next(text.Length + 1);
        int count = Math.Min(random.Next(1, 40), text.Length - at);
        string[] lines = text.Split('\n');
        int line = random.Next(lines.Length);
        switch (random.Next(8))
        {
            case 0:
                return text[..at];
            case 1:
                return text.Remove(at, count);
            case 2:
                return text.Insert(at, text.Substring(at, count));
            case 3:
                return text.Insert(at, ((char)random.Next(random.Next(2) == 0 ? 128 : 65_536)).ToString());
            case 4:
                return text.Insert(at, HostileText.Next(random));
            case 5:
                // In the place of a name, quoted as names are, so that what reads it has to believe it.
                int start = text.IndexOf('"', at);
                int end = start < 0 ? -1 : text.IndexOf('"', start + 1);
                return end < 0 ? text : string.Concat(text.AsSpan(0, start + 1), Quoted(random), text.AsSpan(end));
            case 6:
                lines[line] = string.Concat(Enumerable.Repeat(lines[line] + "\n", random.Next(20) == 0 ? 3_000 : 2));
                return string.Join('\n', lines);
            default:
                string[] others = other.Split('\n');
                lines[line] = others[random.Next(others.Length)];
                return string.Join('\n', lines);
        }
    }

    private static string Quoted(Random random) => HostileText.Next(random)
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);
}
