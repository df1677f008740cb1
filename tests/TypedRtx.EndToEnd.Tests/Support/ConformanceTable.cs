using TypedRtx.TestKit;

namespace TypedRtx.EndToEnd.Tests.Support;

/// <summary>
/// The checked-in table of cases that cannot pass, and the list of the cases that it was made for. A case beyond the list
/// is measured against the bare C API alone.
/// </summary>
internal sealed class ConformanceTable
{
    private const string Folder = "Conformance";
    private const string ReasonMark = " | ";

    private readonly Dictionary<string, ConformanceVerdict> _listed;
    private readonly HashSet<string> _known;

    /// <summary>Makes a table of its two texts.</summary>
    /// <param name="cannotPass">Lines of <c>name | obstacle | reason</c>; <c>#</c> begins a comment.</param>
    /// <param name="known">The names of the cases that the table was made for.</param>
    /// <exception cref="FormatException">A line is not of that form, or a name is there twice or not known.</exception>
    public ConformanceTable(string cannotPass, string known)
    {
        _known = [.. Lines(known)];
        _listed = new Dictionary<string, ConformanceVerdict>(StringComparer.Ordinal);
        foreach (string line in Lines(cannotPass))
        {
            string[] parts = line.Split(ReasonMark, 3);
            if (parts.Length != 3 || !Enum.TryParse(parts[1], ignoreCase: true, out ConformanceObstacle obstacle)
                || !_known.Contains(parts[0]) || !_listed.TryAdd(parts[0], new ConformanceVerdict(obstacle, parts[2])))
            {
                throw new FormatException($"Expected the name of a known case, once, an obstacle and a reason; found '{line}'.");
            }
        }
    }

    /// <summary>The checked-in one.</summary>
    public static ConformanceTable Load() => new(ReadText("CannotPass.txt"), ReadText("Known.txt"));

    /// <summary>Whether the table was made for a set that has the case.</summary>
    public bool Knows(string name) => _known.Contains(name);

    /// <summary>What is to be changed in the table, now that a case came to this; null when nothing is.</summary>
    /// <param name="name">The case.</param>
    /// <param name="found">What keeps it from passing; null when it passes.</param>
    public string? FindStale(string name, ConformanceVerdict? found)
    {
        ConformanceVerdict? listed = _listed.GetValueOrDefault(name);
        if (found is null)
        {
            return listed is null or { Obstacle: ConformanceObstacle.Machine } ? null : $"{name} can pass; remove it: {listed}";
        }

        if (listed is null)
        {
            return Knows(name) ? $"{name} cannot pass; add it, with the reason: {found}" : null;
        }

        return Explains(listed, found) ? null : $"{name} cannot pass for another reason than the listed '{listed}': {found}";
    }

    // Why an answer is another one is for people to say; everything else is in what was said.
    private static bool Explains(ConformanceVerdict listed, ConformanceVerdict found) => listed.Obstacle switch
    {
        ConformanceObstacle.Differs => found.Obstacle == ConformanceObstacle.Differs,
        ConformanceObstacle.Machine => found.Obstacle == ConformanceObstacle.Refused && Says(found, listed),
        _ => found.Obstacle == listed.Obstacle && Says(found, listed),
    };

    private static bool Says(ConformanceVerdict found, ConformanceVerdict listed) =>
        found.Line.Contains(listed.Line, StringComparison.Ordinal);

    private static string ReadText(string file) =>
        File.ReadAllText(RepositoryFiles.PathOf("tests", "TypedRtx.EndToEnd.Tests", Folder, file));

    private static IEnumerable<string> Lines(string text) => text.Split('\n').Where(line => line.Length > 0 && line[0] != '#');
}
