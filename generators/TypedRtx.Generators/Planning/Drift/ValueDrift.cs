using TypedRtx.Signatures;

namespace TypedRtx.Generators.Planning.Drift;

/// <summary>Compares the inputs, or the outputs, of a model with the approved ones.</summary>
internal static class ValueDrift
{
    private const int MaxNames = 8;

    public static void Compare(
        string keyword,
        EquatableArray<ValueSignature> approved,
        EquatableArray<ValueSignature> current,
        int firstLine,
        SymbolRenames renames,
        List<DriftChange> changes)
    {
        int[] matches = ValueMatches.Find(approved, current, renames);
        for (int i = 0; i < approved.Count; i++)
        {
            string title = $"{keyword} {SignatureText.Quote(approved[i].Name)}";
            if (matches[i] < 0)
            {
                changes.Add(new DriftChange(firstLine + i, $"{title} {TypeOf(approved[i])} was removed"));
            }
            else if (approved[i].Name != current[matches[i]].Name)
            {
                string name = SignatureText.Quote(current[matches[i]].Name);
                changes.Add(new DriftChange(firstLine + i, $"{title} was renamed to {name}"));
            }
            else if (!IsSame(approved[i], current[matches[i]], renames))
            {
                changes.Add(new DriftChange(
                    firstLine + i, $"{title} {TypeOf(approved[i])} → {TypeOf(current[matches[i]])}"));
            }
        }

        HashSet<int> known = [.. matches];
        for (int j = 0; j < current.Count; j++)
        {
            if (!known.Contains(j))
            {
                int line = firstLine - 1 + Math.Min(j, approved.Count);
                changes.Add(new DriftChange(
                    line, $"{keyword} {SignatureText.Quote(current[j].Name)} {TypeOf(current[j])} was added"));
            }
        }

        CompareOrder(keyword, current, matches, firstLine, changes);
    }

    // The order is that of the parameters of generated methods.
    private static void CompareOrder(
        string keyword,
        EquatableArray<ValueSignature> current,
        int[] matches,
        int firstLine,
        List<DriftChange> changes)
    {
        int[] before = [.. matches.Where(match => match >= 0)];
        int[] after = [.. before.OrderBy(match => match)];
        int first = Enumerable.Range(0, before.Length).FirstOrDefault(i => before[i] != after[i]);
        int end = Enumerable.Range(0, before.Length).LastOrDefault(i => before[i] != after[i]) + 1;
        if (end - first > 1)
        {
            string old = Names(current, before, first, end);
            string now = Names(current, after, first, end);
            changes.Add(new DriftChange(
                firstLine + Array.IndexOf(matches, before[first]), $"the order of the {keyword}s {old} → {now}"));
        }
    }

    private static string Names(EquatableArray<ValueSignature> values, int[] indices, int first, int end) =>
        string.Join(", ", indices.Skip(first).Take(Math.Min(end - first, MaxNames))
            .Select(index => SignatureText.Quote(values[index].Name))) + (end - first > MaxNames ? ", …" : "");

    private static bool IsSame(ValueSignature approved, ValueSignature current, SymbolRenames renames) =>
        approved.IsOptional == current.IsOptional && renames.Apply(approved.Type) == current.Type;

    private static string TypeOf(ValueSignature value) => value.Type + (value.IsOptional ? " optional" : "");
}
