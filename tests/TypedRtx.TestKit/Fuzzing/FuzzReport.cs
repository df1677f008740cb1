using System.Globalization;

namespace TypedRtx.TestKit;

/// <summary>What a run of a fuzzer found.</summary>
/// <param name="Name">What was fuzzed.</param>
/// <param name="Seed">The seed of the run; with an index it makes a case again.</param>
public sealed record FuzzReport(string Name, int Seed)
{
    /// <summary>The cases run.</summary>
    public int Cases { get; set; }

    /// <summary>The cases that were taken in spite of the damage.</summary>
    public int Accepted { get; set; }

    /// <summary>The longest case, in processor time.</summary>
    public TimeSpan Longest { get; set; }

    /// <summary>The most bytes that a case allocated beyond twice its input.</summary>
    public long MostAllocated { get; set; }

    /// <summary>How long all took.</summary>
    public TimeSpan Elapsed { get; set; }

    /// <summary>What went wrong, by the index of the case.</summary>
    public List<string> Failures { get; } = [];

    /// <summary>The random numbers of a case.</summary>
    public static Random RandomOf(int seed, int index) => new(unchecked((seed * 1_000_003) + index));

    /// <inheritdoc />
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Name}, seed {Seed}: {Cases:N0} cases in {Elapsed.TotalSeconds:F0} s, {Accepted:N0} accepted, longest {Longest.TotalMilliseconds:F0} ms, at most "
        + $"{MostAllocated / 1024.0 / 1024:F1} MB beyond twice the input, {Failures.Count} failures")
        + string.Concat(Failures.Take(20).Select(failure => "\n  " + failure));
}
