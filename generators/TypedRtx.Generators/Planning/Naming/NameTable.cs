using System.Globalization;

namespace TypedRtx.Generators.Planning.Naming;

/// <summary>
/// Gives each of several ONNX names a C# name of its own. Which suffix a name gets depends on the raw names alone
/// and never on their order: two tensors of one type that change places must not change names.
/// </summary>
internal static class NameTable
{
    private static readonly int[] HashDigits = [4, 8, Fnv1a.MaxDigits];

    /// <summary>The names, in the order of the raw ones, no two equal when case is ignored.</summary>
    /// <param name="raw">The raw names, each once.</param>
    /// <param name="role">What they stand for.</param>
    /// <param name="taken">Names that are given away already; who would get one is prefixed with the role.</param>
    /// <param name="given">Names that the project chose: they stay, and who would get one too carries a suffix.</param>
    /// <param name="avoided">Names that the project chose for something beside these.</param>
    public static IReadOnlyList<AssignedName> Assign(
        IReadOnlyList<string> raw,
        NameRole role,
        IEnumerable<string>? taken = null,
        GivenNames? given = null,
        IEnumerable<string>? avoided = null)
    {
        given ??= GivenNames.None;
        int[] open = [.. Enumerable.Range(0, raw.Count).Where(i => given.Of(role, i) is null)];
        IReadOnlyList<AssignedName> assigned = Assign(
            [.. open.Select(i => raw[i])],
            role,
            [.. (taken ?? []).Select(Fold)],
            [.. given.Of(role).Concat(avoided ?? []).Select(Fold)]);
        AssignedName[] names = [.. raw.Select((name, i) => new AssignedName(name, given.Of(role, i) ?? "", false, IsGiven: true))];
        for (int i = 0; i < open.Length; i++)
        {
            names[open[i]] = assigned[i];
        }

        return names;
    }

    /// <summary>Equal for two names that differ at most in case, whichever way case is changed.</summary>
    public static string Fold(string name) => name.ToUpperInvariant().ToLowerInvariant();

    private static IReadOnlyList<AssignedName> Assign(
        IReadOnlyList<string> raw,
        NameRole role,
        HashSet<string> taken,
        HashSet<string> chosen)
    {
        string[] natural = [.. raw.Select(name => MemberName.From(name, role))];
        string[] names = [.. natural];
        for (int i = 0; i < names.Length; i++)
        {
            names[i] = taken.Contains(Fold(names[i])) && !chosen.Contains(Fold(names[i])) ? role + names[i] : names[i];
        }

        HashSet<string> others = [.. taken, .. chosen];
        string[] stems = [.. names];
        IReadOnlyList<AssignedName> Result() =>
            [.. names.Select((name, i) => new AssignedName(
                raw[i], name, name != natural[i] || MemberName.TakesRole(raw[i], role)))];

        foreach (int digits in HashDigits)
        {
            bool isUnique = true;
            foreach (int[] group in Collisions(names, others))
            {
                isUnique = false;
                foreach (int i in group)
                {
                    names[i] = MemberName.WithHash(stems[i], raw[i], digits);
                }
            }

            if (isUnique)
            {
                return Result();
            }
        }

        foreach (int[] group in Collisions(names, others))
        {
            Number(group, names, raw);
        }

        return Result();
    }

    private static List<int[]> Collisions(string[] names, HashSet<string> taken) =>
    [
        .. Enumerable.Range(0, names.Length)
            .GroupBy(i => Fold(names[i]), StringComparer.Ordinal)
            .Where(group => group.Count() > 1 || taken.Contains(group.Key))
            .Select(group => group.ToArray()),
    ];

    // Two names whose 64-bit hashes are equal were made to be; any stable order will do.
    private static void Number(int[] group, string[] names, IReadOnlyList<string> raw)
    {
        int number = 0;
        foreach (int i in group.OrderBy(i => raw[i], StringComparer.Ordinal))
        {
            names[i] += "_" + (number++).ToString(CultureInfo.InvariantCulture);
        }
    }
}
