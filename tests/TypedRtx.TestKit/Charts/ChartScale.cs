using System.Globalization;

namespace TypedRtx.TestKit.Charts;

/// <summary>Places values on an axis, by their size or by their logarithm.</summary>
/// <param name="Low">The value at the axis' begin.</param>
/// <param name="High">The value at its end, above <paramref name="Low"/>.</param>
/// <param name="Begin">The place of <paramref name="Low"/>, in pixels.</param>
/// <param name="End">The place of <paramref name="High"/>, in pixels.</param>
/// <param name="IsLogarithmic">Whether equal distances are equal ratios; values are above 0 then.</param>
public readonly record struct ChartScale(double Low, double High, double Begin, double End, bool IsLogarithmic)
{
    private const int LinearTicks = 5;

    /// <summary>The largest ratio of values that are still shown by their size.</summary>
    private const double LargestLinearRatio = 6;

    /// <summary>An axis from 0 where values are of one order, and a logarithmic one around them where they are not.</summary>
    public static ChartScale Around(double least, double most, double begin, double end) => most / least > LargestLinearRatio
        ? new ChartScale(least / 1.15, most * 1.15, begin, end, IsLogarithmic: true)
        : new ChartScale(0, most * 1.1, begin, end, IsLogarithmic: false);

    /// <summary>The place of a value; those beyond the axis are at its ends.</summary>
    public double Place(double value)
    {
        double part = IsLogarithmic ? Math.Log(value / Low) / Math.Log(High / Low) : (value - Low) / (High - Low);
        return Begin + (Math.Clamp(part, 0, 1) * (End - Begin));
    }

    /// <summary>The values to write at the axis: round ones, a handful.</summary>
    public IEnumerable<double> Ticks()
    {
        double[] steps = IsLogarithmic ? LogarithmicSteps() : [];
        if (!IsLogarithmic)
        {
            double step = RoundUp((High - Low) / LinearTicks);
            for (double tick = Math.Ceiling(Low / step) * step; tick <= High; tick += step)
            {
                yield return tick;
            }

            yield break;
        }

        for (double power = PowerBelow(Low); power <= High; power *= 10)
        {
            foreach (double tick in steps.Select(step => step * power).Where(IsOn))
            {
                yield return tick;
            }
        }
    }

    /// <summary>A value as an axis says it.</summary>
    public static string Text(double value) => value switch
    {
        >= 100 or 0 => value.ToString("#,0", CultureInfo.InvariantCulture),
        >= 1 => value.ToString("0.#", CultureInfo.InvariantCulture),
        _ => value.ToString("0.###", CultureInfo.InvariantCulture),
    };

    private static double PowerBelow(double value) => Math.Pow(10, Math.Floor(Math.Log10(value)));

    private static double RoundUp(double value)
    {
        double power = PowerBelow(value);
        return power * Array.Find([1d, 2, 5, 10], step => step * power >= value);
    }

    private bool IsOn(double value) => value >= Low && value <= High;

    // The fewer orders of magnitude, the more ticks each has.
    private double[] LogarithmicSteps() => Math.Log10(High / Low) switch
    {
        < 1.5 => [1, 2, 3, 5],
        < 2.5 => [1, 3],
        _ => [1],
    };
}
