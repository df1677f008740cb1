using TypedRtx.Signatures;

namespace TypedRtx.Generators.Planning.Drift;

/// <summary>Which input of a model is which of the approved ones; the same for outputs.</summary>
internal static class ValueMatches
{
    /// <summary>For each approved value the index of the current one, -1 where it is gone.</summary>
    public static int[] Find(
        EquatableArray<ValueSignature> approved,
        EquatableArray<ValueSignature> current,
        SymbolRenames renames)
    {
        Dictionary<string, int> byName = new(StringComparer.Ordinal);
        for (int j = 0; j < current.Count; j++)
        {
            byName[current[j].Name] = j;
        }

        int[] matches = new int[approved.Count];
        HashSet<int> taken = [];
        for (int i = 0; i < approved.Count; i++)
        {
            matches[i] = byName.TryGetValue(approved[i].Name, out int j) && taken.Add(j) ? j : -1;
        }

        MatchRenamed(approved, current, renames, matches, taken);
        return matches;
    }

    /// <summary>
    /// A name that is gone and a new one are the same value when type and place agree: behind the same value that kept
    /// its name. Where more are gone than came, or the other way round, nobody can tell which is which.
    /// </summary>
    private static void MatchRenamed(
        EquatableArray<ValueSignature> approved,
        EquatableArray<ValueSignature> current,
        SymbolRenames renames,
        int[] matches,
        HashSet<int> taken)
    {
        Dictionary<(int Place, ValueSignature Kind), List<int>> gone = [];
        int place = -1;
        for (int i = 0; i < approved.Count; i++)
        {
            place = matches[i] >= 0 ? matches[i] : place;
            if (matches[i] < 0)
            {
                Add(gone, place, KindOf(approved[i]) with { Type = renames.Apply(approved[i].Type) }, i);
            }
        }

        Dictionary<(int Place, ValueSignature Kind), List<int>> came = [];
        place = -1;
        for (int j = 0; j < current.Count; j++)
        {
            place = taken.Contains(j) ? j : place;
            if (!taken.Contains(j))
            {
                Add(came, place, KindOf(current[j]), j);
            }
        }

        foreach (KeyValuePair<(int, ValueSignature), List<int>> group in gone)
        {
            if (came.TryGetValue(group.Key, out List<int>? others) && others.Count == group.Value.Count)
            {
                for (int i = 0; i < others.Count; i++)
                {
                    matches[group.Value[i]] = others[i];
                }
            }
        }
    }

    private static ValueSignature KindOf(ValueSignature value) => value with { Name = "" };

    private static void Add(
        Dictionary<(int Place, ValueSignature Kind), List<int>> groups,
        int place,
        ValueSignature kind,
        int index)
    {
        if (!groups.TryGetValue((place, kind), out List<int>? group))
        {
            groups.Add((place, kind), group = []);
        }

        group.Add(index);
    }
}
