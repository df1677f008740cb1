namespace TypedRtx.TestKit.Charts;

/// <summary>Draws what starts take, one panel a model: a bar for each way to open it, in the parts of which it is made.</summary>
public static class BarChart
{
    private const double Width = 840;
    private const double BarHeight = 13;
    private const double BarDistance = 18;
    private const double Head = 24;
    private const double Left = 46;
    private const double Right = 72;
    private const double Foot = 14;

    // From pale to full: the process, opening, the first run.
    private static readonly double[] Opacities = [0.3, 0.6, 1];

    /// <summary>Draws the chart. Of several starts of one kind the quickest is drawn, because noise only adds.</summary>
    /// <param name="title">What it shows, for readers who do not see it.</param>
    /// <param name="panels">The title of each panel, and its starts.</param>
    public static string Draw(string title, IReadOnlyList<(string Title, StartTable Starts)> panels)
    {
        (string Title, (ChartKind Kind, StartRow Row)[] Bars)[] drawn = [.. panels.Select(panel => (panel.Title, Bars(panel.Starts)))];
        ChartKind[] kinds = [.. drawn.SelectMany(panel => panel.Bars.Select(bar => bar.Kind)).Distinct().OrderBy(kind => kind.Order)];
        int columns = Math.Min(2, panels.Count);
        int rows = (panels.Count + columns - 1) / columns;
        double legend = ChartLegend.Height(kinds.Length);
        double height = Head + (kinds.Length * BarDistance) + Foot;
        SvgWriter svg = new(Width, legend + (rows * height), title);
        ChartLegend.Draw(svg, Width, kinds, isLine: false);
        for (int i = 0; i < drawn.Length; i++)
        {
            double width = Width / columns;
            DrawPanel(svg, i % columns * width, legend + (i / columns * height), width, drawn[i].Title, drawn[i].Bars);
        }

        return svg.ToString();
    }

    private static (ChartKind Kind, StartRow Row)[] Bars(StartTable starts) =>
    [
        .. starts.Rows
            .GroupBy(row => ChartKind.Of(row.Cache == "warm" ? row.Session + "-warm" : row.Session))
            .OrderBy(group => group.Key.Order)
            .Select(group => (group.Key, group.MinBy(row => row.FirstOutput)!)),
    ];

    private static void DrawPanel(SvgWriter svg, double x, double y, double width, string title, (ChartKind Kind, StartRow Row)[] bars)
    {
        svg.Text(x + Left, y + 14, title, isBold: true);
        ChartScale across = new(0, bars.Max(bar => bar.Row.FirstOutput), x + Left, x + width - Right, IsLogarithmic: false);
        for (int i = 0; i < bars.Length; i++)
        {
            (ChartKind kind, StartRow row) = bars[i];
            double top = y + Head + (i * BarDistance);
            double[] ends = [0, row.Main, row.FirstOutput - row.Runs[0], row.FirstOutput];
            for (int part = 0; part < Opacities.Length; part++)
            {
                double begin = across.Place(ends[part]);
                svg.Bar(begin, top, across.Place(ends[part + 1]) - begin, BarHeight, kind.Color, Opacities[part]);
            }

            svg.Text(across.Place(row.FirstOutput) + 5, top + 10, $"{ChartScale.Text(row.FirstOutput)} ms");
        }
    }
}
