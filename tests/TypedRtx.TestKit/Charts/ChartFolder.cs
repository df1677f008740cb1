namespace TypedRtx.TestKit.Charts;

/// <summary>
/// Draws the files of a folder: <c>iterations-BACKEND-MODEL-KIND.csv</c> and <c>start-BACKEND-MODEL.csv</c>, a chart of each for every backend.
/// </summary>
public static class ChartFolder
{
    /// <summary>The backend whose charts have no suffix.</summary>
    public const string Cpu = "Cpu";

    /// <summary>Draws the files and gives the paths of the charts.</summary>
    /// <param name="from">The folder of the files.</param>
    /// <param name="to">An existing folder for the charts.</param>
    /// <exception cref="FormatException">A file is something else, or there is none.</exception>
    public static IReadOnlyList<string> Draw(string from, string to)
    {
        List<string> written = [];
        foreach (IGrouping<string, string[]> backend in Files(from, "iterations-", 4))
        {
            IReadOnlyList<(string, IReadOnlyList<(ChartKind, IterationSeries)>)> panels =
            [
                .. backend.GroupBy(name => name[2]).Select(model => (
                    model.Key,
                    (IReadOnlyList<(ChartKind, IterationSeries)>)[.. model.Select(name => (ChartKind.Of(name[3]), Series(from, name)))])),
            ];
            written.Add(Write(to, "adaptive", backend.Key, LineChart.Draw($"Milliseconds of each run from the first on, {backend.Key}", panels)));
        }

        foreach (IGrouping<string, string[]> backend in Files(from, "start-", 3))
        {
            IReadOnlyList<(string, StartTable)> panels = [.. backend.Select(name => (name[2], Starts(from, name)))];
            written.Add(Write(to, "start", backend.Key, BarChart.Draw($"Milliseconds from the start of a process to its first output, {backend.Key}", panels)));
        }

        return written.Count > 0
            ? written
            : throw new FormatException($"Expected files iterations-BACKEND-MODEL-KIND.csv or start-BACKEND-MODEL.csv in {from}, found none.");
    }

    // Names with "-" between their parts, by backend, in order of names.
    private static IEnumerable<IGrouping<string, string[]>> Files(string folder, string prefix, int parts) => Directory
        .GetFiles(folder, prefix + "*.csv")
        .Select(path => Path.GetFileNameWithoutExtension(path))
        .Order(StringComparer.Ordinal)
        .Select(name => name.Split('-', parts) is { } split && split.Length == parts
            ? split
            : throw new FormatException($"Expected a name of {parts} parts with '-' between them, found '{name}.csv' in {folder}."))
        .GroupBy(name => name[1]);

    private static IterationSeries Series(string folder, string[] name) => Read(folder, name, IterationSeries.Parse);

    private static StartTable Starts(string folder, string[] name) => Read(folder, name, StartTable.Parse);

    private static T Read<T>(string folder, string[] name, Func<IEnumerable<string>, string, T> parse)
    {
        string file = string.Join('-', name) + ".csv";
        return parse(File.ReadAllLines(Path.Combine(folder, file)), file);
    }

    private static string Write(string folder, string name, string backend, string chart)
    {
        string path = Path.Combine(folder, (backend == Cpu ? name : $"{name}-{backend.ToLowerInvariant()}") + ".svg");
        File.WriteAllText(path, chart);
        return path;
    }
}
