namespace TypedRtx.Generators.Planning.Naming;

/// <summary>Finds the names that somebody may have meant.</summary>
internal static class NearestNames
{
    // What is compared of a name: the time must not follow from its length.
    private const int MaxCompared = 64;

    /// <summary>The names in order of the edits that lead to them, the least first.</summary>
    public static IEnumerable<string> To(string name, IEnumerable<string> names) => names
        .Distinct(StringComparer.Ordinal)
        .OrderBy(other => Distance(Cut(name), Cut(other)))
        .ThenBy(other => other, StringComparer.Ordinal);

    private static string Cut(string name) => name.Length <= MaxCompared ? name : name.Substring(0, MaxCompared);

    private static int Distance(string from, string to)
    {
        int[] row = [.. Enumerable.Range(0, to.Length + 1)];
        for (int i = 1; i <= from.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.Length; j++)
            {
                int replaced = diagonal + (char.ToLowerInvariant(from[i - 1]) == char.ToLowerInvariant(to[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[to.Length];
    }
}
