namespace TypedRtx.Signatures;

/// <summary>Finds the names that somebody may have meant. Case does not count.</summary>
internal static class NearestName
{
    // The time must not follow from the length of a name.
    private const int MaxLength = 64;

    /// <summary>The candidate with the fewest changed letters, case aside; null when none is near.</summary>
    public static string? Find(string name, IEnumerable<string> candidates)
    {
        if (name.Length > MaxLength)
        {
            return null;
        }

        string? nearest = null;
        int best = Math.Max(1, name.Length / 3) + 1;
        foreach (string candidate in candidates.Where(candidate => candidate.Length <= MaxLength))
        {
            int distance = Distance(name, candidate);
            if (distance < best)
            {
                (nearest, best) = (candidate, distance);
            }
        }

        return nearest;
    }

    /// <summary>The names in order of the edits that lead to them, the least first; of long ones their beginnings count.</summary>
    public static IEnumerable<string> Order(string name, IEnumerable<string> names) => names
        .Distinct(StringComparer.Ordinal)
        .OrderBy(other => Distance(Cut(name), Cut(other)))
        .ThenBy(other => other, StringComparer.Ordinal);

    private static string Cut(string name) => name.Length <= MaxLength ? name : name.Substring(0, MaxLength);

    /// <summary>How many letters to insert, remove or replace to get from one name to the other.</summary>
    private static int Distance(string from, string to)
    {
        int[] row = [.. Enumerable.Range(0, to.Length + 1)];
        for (int i = 1; i <= from.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.Length; j++)
            {
                int replaced = diagonal + (char.ToUpperInvariant(from[i - 1]) == char.ToUpperInvariant(to[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[to.Length];
    }
}
