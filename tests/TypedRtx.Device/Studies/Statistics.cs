namespace TypedRtx.Device.Studies;

/// <summary>What is said of many times.</summary>
internal static class Statistics
{
    public static double Median(IEnumerable<double> values) => Quantile(values, 0.5);

    /// <summary>The value that so large a part of all are not above; not a number where there are none.</summary>
    public static double Quantile(IEnumerable<double> values, double part)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? double.NaN : sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * part))];
    }

    /// <summary>The first run from which on runs are at a pace: the first of so many neighbours whose median is at most it; -1 for never.</summary>
    public static int FirstAt(ReadOnlySpan<double> times, double pace, int neighbours)
    {
        for (int i = 0; i + neighbours <= times.Length; i++)
        {
            if (times[i] <= pace && Median(times.Slice(i, neighbours).ToArray()) <= pace)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>A number of milliseconds, ratios and the like with so many digits as matter.</summary>
    public static string Text(double value) => value switch
    {
        >= 100 => FormattableString.Invariant($"{value:F0}"),
        >= 10 => FormattableString.Invariant($"{value:F1}"),
        _ => FormattableString.Invariant($"{value:F3}"),
    };
}
