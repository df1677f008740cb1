using System.Globalization;

namespace TypedRtx.EndToEnd.Tests.Support;

/// <summary>What became of a set of cases, and what of it is a mistake: ours, or of the checked-in table.</summary>
internal sealed class ConformanceReport
{
    /// <summary>The least share, of the cases that the bare C API passes, that generated classes must pass.</summary>
    public const double MinShare = 0.97;

    private const int MaxNamed = 8;

    private readonly ConformanceTable _table;
    private readonly IReadOnlyList<(string Name, ConformanceVerdict? Verdict)> _cases;
    private readonly IReadOnlyList<string> _failures;

    /// <summary>Takes what was found.</summary>
    /// <param name="table">The table to hold it against.</param>
    /// <param name="cases">All cases, with what keeps them from passing.</param>
    /// <param name="failures">What went wrong in those that nothing keeps from passing.</param>
    public ConformanceReport(
        ConformanceTable table,
        IReadOnlyList<(string Name, ConformanceVerdict? Verdict)> cases,
        IReadOnlyList<string> failures)
    {
        _table = table;
        _cases = cases;
        _failures = failures;
        Passed = cases.Count(test => test.Verdict is null) - failures.Count;

        // What our reader refuses is counted as if the bare C API passed it, since it was not asked.
        PassedRaw = cases.Count(test => test.Verdict is null or { IsOurs: true });
    }

    /// <summary>How many pass through their generated class, every output compared.</summary>
    public int Passed { get; }

    /// <summary>How many the bare C API passes.</summary>
    public int PassedRaw { get; }

    /// <summary>The share of the cases that the bare C API passes; 1 where it passes none.</summary>
    public double Share => PassedRaw == 0 ? 1 : (double)Passed / PassedRaw;

    /// <summary>What must be mended; empty when nothing must.</summary>
    public IReadOnlyList<string> Mistakes()
    {
        string[] stale = [.. _cases.Select(test => _table.FindStale(test.Name, test.Verdict)).OfType<string>()];
        string[] share = Share >= MinShare ? [] : [$"{Percent(Share)} is less than {Percent(MinShare)}."];
        return [.. _failures, .. share, .. stale];
    }

    /// <inheritdoc />
    public override string ToString()
    {
        int unknown = _cases.Count(test => !_table.Knows(test.Name));
        string beyond = unknown == 0 ? "" : $"\n{unknown} are not in Known.txt, so the table says nothing of them.";
        return $"{_cases.Count} cases: the bare C API passes {PassedRaw}; {Passed} of these pass through their generated class, "
            + $"{Percent(Share)}; {_failures.Count} fail.{beyond}{string.Concat(Groups())}";
    }

    private IEnumerable<string> Groups() => _cases
        .Where(test => test.Verdict is not null)
        .GroupBy(test => test.Verdict!.Obstacle)
        .OrderBy(group => group.Key)
        .Select(group => $"\n{group.Count()} {group.Key.ToString().ToLowerInvariant()}: "
            + string.Join(", ", group.Take(MaxNamed).Select(test => test.Name)) + (group.Count() > MaxNamed ? ", …" : "")
            + string.Concat(group.Where(test => !_table.Knows(test.Name)).Select(test => $"\n  {test.Name} | {test.Verdict}")));

    private static string Percent(double share) => (100 * share).ToString("0.0", CultureInfo.InvariantCulture) + " %";
}
