using System.Globalization;
using TypedRtx.TestKit.Charts;

namespace TypedRtx.TestKit.Tests.Charts;

public sealed class ChartColorsTests
{
    // What the Web Content Accessibility Guidelines ask of graphics; text has to have more.
    private const double Graphics = 3;
    private const double Text = 4;

    public static TheoryData<string> All => [.. ChartColors.All];

    [Theory]
    [MemberData(nameof(All))]
    public void Colour_can_be_told_from_both_backgrounds(string color)
    {
        double least = color == ChartColors.Text ? Text : Graphics;

        Assert.True(Contrast(color, ChartColors.Light) >= least, $"{color} on white: {Contrast(color, ChartColors.Light):F2}");
        Assert.True(Contrast(color, ChartColors.Dark) >= least, $"{color} on dark: {Contrast(color, ChartColors.Dark):F2}");
    }

    private static double Contrast(string one, string other)
    {
        double[] both = [Luminance(one), Luminance(other)];
        return (both.Max() + 0.05) / (both.Min() + 0.05);
    }

    private static double Luminance(string color)
    {
        double[] weights = [0.2126, 0.7152, 0.0722];
        return weights.Select((weight, i) =>
        {
            double part = int.Parse(color.AsSpan(1 + (2 * i), 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return weight * (part <= 0.03928 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4));
        }).Sum();
    }
}
