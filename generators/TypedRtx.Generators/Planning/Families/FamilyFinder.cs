using TypedRtx.Signatures;

namespace TypedRtx.Generators.Planning.Families;

/// <summary>
/// Finds values whose names differ in one number alone that counts from 0: a decoder with 32 layers has two such lists of
/// inputs, and not 64 properties. Which values belong together depends on names and types, never on their order.
/// </summary>
internal static class FamilyFinder
{
    /// <summary>The members to be, in the order of their first values; every value is in one of them.</summary>
    /// <param name="values">The values.</param>
    /// <param name="named">Names of values that stand alone.</param>
    public static IReadOnlyList<ValueGroup> Group(EquatableArray<ValueSignature> values, HashSet<string> named)
    {
        Dictionary<FamilyTemplate, SortedDictionary<int, int>> candidates = Candidates(values, named);
        HashSet<string> names = new(values.Select(value => value.Name), StringComparer.Ordinal);
        Dictionary<int, ValueGroup> groups = [];
        HashSet<int> grouped = [];

        // A name with two numbers stands in two candidates: the larger one gets it.
        foreach ((FamilyTemplate template, SortedDictionary<int, int> members) in candidates
            .OrderByDescending(pair => pair.Value.Count)
            .ThenBy(pair => pair.Key.Raw, StringComparer.Ordinal)
            .Select(pair => (pair.Key, pair.Value)))
        {
            int[] indexes = [.. members.Values];
            if (!names.Contains(template.Raw)
                && IsCounted(members)
                && !indexes.Any(grouped.Contains)
                && TypeOf(values, indexes) is { } type)
            {
                grouped.UnionWith(indexes);
                groups.Add(
                    indexes.Min(),
                    new ValueGroup(template.Raw, template.Range(indexes.Length), type, indexes.ToEquatableArray()));
            }
        }

        List<ValueGroup> result = [];
        for (int i = 0; i < values.Count; i++)
        {
            if (groups.TryGetValue(i, out ValueGroup? family))
            {
                result.Add(family);
            }
            else if (!grouped.Contains(i))
            {
                result.Add(ValueGroup.Single(values[i], i));
            }
        }

        return result;
    }

    private static Dictionary<FamilyTemplate, SortedDictionary<int, int>> Candidates(
        EquatableArray<ValueSignature> values,
        HashSet<string> named)
    {
        Dictionary<FamilyTemplate, SortedDictionary<int, int>> candidates = [];
        for (int i = 0; i < values.Count; i++)
        {
            if (!FamilyType.IsEligible(values[i]) || named.Contains(values[i].Name))
            {
                continue;
            }

            foreach ((FamilyTemplate template, int number) in FamilyTemplate.Of(values[i].Name))
            {
                if (!candidates.TryGetValue(template, out SortedDictionary<int, int>? members))
                {
                    candidates.Add(template, members = []);
                }

                members.Add(number, i);
            }
        }

        return candidates;
    }

    private static bool IsCounted(SortedDictionary<int, int> members) =>
        members.Count > 1 && members.Keys.First() == 0 && members.Keys.Last() == members.Count - 1;

    private static TensorType? TypeOf(EquatableArray<ValueSignature> values, int[] indexes) => indexes
        .Skip(1)
        .Aggregate(
            values[indexes[0]].Type as TensorType,
            (type, index) => FamilyType.Merge(type, (TensorType)values[index].Type));
}
