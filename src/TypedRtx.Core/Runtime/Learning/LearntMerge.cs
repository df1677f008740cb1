namespace TypedRtx.Runtime.Learning;

/// <summary>Puts what a start found out together with what was known before, and forgets what is not used any more.</summary>
internal static class LearntMerge
{
    // After 50 starts without it, the most used lengths are forgotten; what was used a few times only, after a dozen.
    private const double Fading = 7.0 / 8;
    private const double LeastUses = 1;

    // What was specialised on request counts as much as what ran a few times.
    private const double UsesOfNew = 8;

    /// <summary>What is to be kept now, the most used first.</summary>
    /// <param name="kept">What was kept, by this process or others.</param>
    /// <param name="notes">What is new.</param>
    /// <param name="generalOpening">How long opening the general session took.</param>
    /// <param name="isFirst">Whether it is the first time in this start, so that uses of earlier ones count less from now on.</param>
    /// <param name="limit">How many lengths are kept.</param>
    public static IReadOnlyList<LearntDims> Merge(
        IEnumerable<LearntDims> kept, IEnumerable<DimsNote> notes, TimeSpan generalOpening, bool isFirst, int limit)
    {
        Dictionary<string, LearntDims> known = new(StringComparer.Ordinal);
        foreach (LearntDims learnt in kept)
        {
            known.TryAdd(NameOf(learnt.Dims), isFirst ? learnt with { Uses = learnt.Uses * Fading } : learnt);
        }

        foreach (DimsNote note in notes)
        {
            string name = NameOf(note.Dims);
            LearntDims? before = known.GetValueOrDefault(name);
            if (note.IsRefuted)
            {
                known.Remove(name);
            }
            else if (note.IsSettled)
            {
                known[name] = Settled(note, before, generalOpening);
            }
            else if (before is not null)
            {
                known[name] = before with { Uses = before.Uses + note.Uses, Starts = before.Starts + (note.IsFirst ? 1 : 0) };
            }
        }

        return
        [
            .. known.Where(pair => pair.Value.Uses >= LeastUses)
                .OrderByDescending(pair => pair.Value.Uses)
                .ThenBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => pair.Value)
                .Take(limit),
        ];
    }

    private static LearntDims Settled(DimsNote note, LearntDims? before, TimeSpan generalOpening)
    {
        double uses = (before?.Uses ?? 0) + note.Uses;
        bool isNew = before is null || note.IsCompared;
        return new LearntDims(
            note.Dims,
            isNew ? Math.Max(uses, UsesOfNew) : uses,
            note.Times ?? before?.Times,
            note.Opening!.Value,
            generalOpening,
            note.ByteLength > 0 ? note.ByteLength : before?.ByteLength ?? 0,
            isNew ? 0 : before!.Starts + (note.IsFirst ? 1 : 0));
    }

    private static string NameOf(int[] dims) => string.Join('x', dims);
}
