using System.Globalization;

namespace TypedRtx.TestKit.Charts;

/// <summary>What each run took, from the first on, and which session answered after it.</summary>
/// <param name="Milliseconds">The time of each run.</param>
/// <param name="States">The state after each run.</param>
public sealed record IterationSeries(IReadOnlyList<double> Milliseconds, IReadOnlyList<string> States)
{
    /// <summary>The first line of a file.</summary>
    public const string Header = "iteration,milliseconds,state";

    private const string Specialized = "specialized";

    /// <summary>The first run, from 1, after which the specialised session answers; 0 where it never does.</summary>
    public int Swap { get; } = States.TakeWhile(state => state != Specialized).Count() is int before && before < States.Count ? before + 1 : 0;

    /// <summary>The pace at the end: the median of the last tenth.</summary>
    public double Steady => Median(Milliseconds.Skip(Milliseconds.Count * 9 / 10));

    /// <summary>Reads the lines of a file.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <exception cref="FormatException">They are something else.</exception>
    public static IterationSeries Parse(IEnumerable<string> lines, string file)
    {
        List<double> times = [];
        List<string> states = [];
        foreach (string[] row in CsvRows.Read(lines, file, Header))
        {
            if (row[0] != (times.Count + 1).ToString(CultureInfo.InvariantCulture))
            {
                throw new FormatException($"{file}: expected iteration {times.Count + 1}, found '{row[0]}'.");
            }

            times.Add(CsvRows.Positive(row[1], file));
            states.Add(row[2]);
        }

        return times.Count > 0 ? new IterationSeries(times, states) : throw new FormatException($"{file}: expected runs, found none.");
    }

    /// <summary>
    /// Fewer points for a logarithmic axis: each run at first, then the medians of ever more, so that the noise of single runs does not hide
    /// the course. A bucket never reaches over the swap.
    /// </summary>
    public IEnumerable<(double Iteration, double Milliseconds)> Thin(int perDecade)
    {
        for (int first = 1; first <= Milliseconds.Count;)
        {
            int last = Math.Clamp((int)(first * Math.Pow(10, 1.0 / perDecade)), first, Milliseconds.Count);
            last = Swap >= first && Swap < last ? Swap : last;
            yield return (Math.Sqrt((double)first * last), Median(Milliseconds.Skip(first - 1).Take(last - first + 1)));
            first = last + 1;
        }
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
