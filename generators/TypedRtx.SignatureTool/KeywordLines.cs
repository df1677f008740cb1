namespace TypedRtx.SignatureTool;

/// <summary>
/// A list of paths: lines of a keyword, one blank and a path up to the end of the line, the same keywords in the same
/// order for each entry. So a path may hold anything but a line break, with nothing to quote or escape.
/// </summary>
internal static class KeywordLines
{
    /// <summary>The paths of each entry, in the order of the keywords.</summary>
    /// <exception cref="FormatException">A line is another than expected, or the last entry is cut off.</exception>
    public static IReadOnlyList<string[]> Parse(IReadOnlyList<string> lines, IReadOnlyList<string> keywords)
    {
        List<string[]> entries = [];
        List<string> paths = [];
        for (int i = 0; i < lines.Count; i++)
        {
            if (lines[i].Length == 0)
            {
                continue;
            }

            string expected = keywords[paths.Count];
            paths.Add(lines[i].StartsWith(expected + " ", StringComparison.Ordinal)
                ? lines[i][(expected.Length + 1)..]
                : throw new FormatException($"Line {i + 1}: expected '{expected} PATH', found '{lines[i]}'."));
            if (paths.Count == keywords.Count)
            {
                entries.Add([.. paths]);
                paths.Clear();
            }
        }

        return paths.Count == 0
            ? entries
            : throw new FormatException($"The list ends where '{keywords[paths.Count]} PATH' was expected.");
    }
}
