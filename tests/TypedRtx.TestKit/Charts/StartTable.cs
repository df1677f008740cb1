using System.Globalization;

namespace TypedRtx.TestKit.Charts;

/// <summary>What starts of a model took.</summary>
/// <param name="Rows">Each start, in the order in which they were measured.</param>
public sealed record StartTable(IReadOnlyList<StartRow> Rows)
{
    /// <summary>What the first line of a file begins with; <c>run1</c> to the last run follow.</summary>
    public const string Header = "session,cache,try,main,load,first_output,run1";

    private const int FieldsBeforeRuns = 6;

    /// <summary>Reads the lines of a file.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <exception cref="FormatException">They are something else.</exception>
    public static StartTable Parse(IEnumerable<string> lines, string file) => new(
    [
        .. CsvRows.Read(lines, file, Header).Select(row => new StartRow(
            row[0],
            row[1],
            CsvRows.Positive(row[3], file),
            CsvRows.Positive(row[4], file),
            CsvRows.Positive(row[5], file),
            [.. row.Skip(FieldsBeforeRuns).Select(run => CsvRows.Positive(run, file))])),
    ]);

    /// <summary>The starts of one kind.</summary>
    public IReadOnlyList<StartRow> Of(string session, string cache) =>
        [.. Rows.Where(row => row.Session == session && row.Cache == cache)];

    /// <summary>The lines of a file.</summary>
    public IEnumerable<string> ToLines()
    {
        int runs = Rows.Count == 0 ? 1 : Rows[0].Runs.Count;
        yield return string.Join(',', Header.Split(',').Take(FieldsBeforeRuns).Concat(Enumerable.Range(1, runs).Select(run => $"run{run}")));
        Dictionary<(string, string), int> tries = [];
        foreach (StartRow row in Rows)
        {
            int attempt = tries[(row.Session, row.Cache)] = tries.GetValueOrDefault((row.Session, row.Cache)) + 1;
            yield return string.Join(
                ',',
                [row.Session, row.Cache, Text(attempt), .. new[] { row.Main, row.Load, row.FirstOutput }.Concat(row.Runs).Select(Text)]);
        }
    }

    private static string Text(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
