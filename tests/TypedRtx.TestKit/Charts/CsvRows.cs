using System.Globalization;

namespace TypedRtx.TestKit.Charts;

/// <summary>Reads the comma-separated files of the benchmarks: a header, then rows of as many fields, without quotes.</summary>
internal static class CsvRows
{
    /// <summary>The rows after the header.</summary>
    /// <exception cref="FormatException">The header or a row is something else.</exception>
    public static IEnumerable<string[]> Read(IEnumerable<string> lines, string file, string header)
    {
        int number = 0;
        int fields = 0;
        foreach (string line in lines)
        {
            number++;
            string[] row = line.Split(',');
            if (number == 1)
            {
                fields = line.StartsWith(header, StringComparison.Ordinal)
                    ? row.Length
                    : throw new FormatException($"{file}: expected a header that begins with '{header}', found '{line}'.");
                continue;
            }

            yield return row.Length == fields
                ? row
                : throw new FormatException($"{file}, line {number}: expected {fields} fields, found '{line}'.");
        }

        if (number == 0)
        {
            throw new FormatException($"{file}: expected a header that begins with '{header}', found an empty file.");
        }
    }

    /// <summary>A time.</summary>
    /// <exception cref="FormatException">It is no number above 0.</exception>
    public static double Positive(string text, string file) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) && value > 0
            ? value
            : throw new FormatException($"{file}: expected a number of milliseconds above 0, found '{text}'.");
}
