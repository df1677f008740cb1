namespace TypedRtx.TestKit.Charts;

/// <summary>Draws what runs take from the first on, one panel a model, the moment of the swap marked.</summary>
public static class LineChart
{
    private const double Width = 840;
    private const double PanelHeight = 230;
    private const double Left = 46;
    private const double Right = 12;
    private const double Top = 26;
    private const double Bottom = 34;
    private const int PointsPerDecade = 28;

    /// <summary>Draws the chart.</summary>
    /// <param name="title">What it shows, for readers who do not see it.</param>
    /// <param name="panels">The title of each panel, and its series.</param>
    public static string Draw(string title, IReadOnlyList<(string Title, IReadOnlyList<(ChartKind Kind, IterationSeries Series)> Lines)> panels)
    {
        ChartKind[] kinds = [.. panels.SelectMany(panel => panel.Lines.Select(line => line.Kind)).Distinct().OrderBy(kind => kind.Order)];
        int columns = Math.Min(2, panels.Count);
        int rows = (panels.Count + columns - 1) / columns;
        double legend = ChartLegend.Height(kinds.Length);
        SvgWriter svg = new(Width, legend + (rows * PanelHeight), title);
        ChartLegend.Draw(svg, Width, kinds, isLine: true);
        for (int i = 0; i < panels.Count; i++)
        {
            double width = Width / columns;
            DrawPanel(svg, i % columns * width, legend + (i / columns * PanelHeight), width, panels[i].Title, panels[i].Lines);
        }

        return svg.ToString();
    }

    private static void DrawPanel(
        SvgWriter svg, double x, double y, double width, string title, IReadOnlyList<(ChartKind Kind, IterationSeries Series)> lines)
    {
        (ChartKind Kind, IterationSeries Series, (double Iteration, double Milliseconds)[] Points)[] drawn =
            [.. lines.OrderBy(line => line.Kind.Order).Select(line => (line.Kind, line.Series, line.Series.Thin(PointsPerDecade).ToArray()))];
        double[] times = [.. drawn.SelectMany(line => line.Points.Select(point => point.Milliseconds))];
        int runs = drawn.Max(line => line.Series.Milliseconds.Count);
        double bottom = y + PanelHeight - Bottom;
        ChartScale across = new(1, Math.Max(runs, 2), x + Left, x + width - Right, IsLogarithmic: true);
        ChartScale up = ChartScale.Around(times.Min(), times.Max(), bottom, y + Top);

        svg.Text(x + Left, y + 14, title, isBold: true);
        foreach (double tick in up.Ticks())
        {
            svg.Line(across.Begin, up.Place(tick), across.End, up.Place(tick), ChartColors.Text, opacity: 0.25);
            svg.Text(across.Begin - 6, up.Place(tick) + 4, ChartScale.Text(tick), SvgAnchor.End);
        }

        foreach (double tick in across.Ticks().Where(tick => tick == Math.Floor(tick)))
        {
            svg.Line(across.Place(tick), bottom, across.Place(tick), bottom + 4, ChartColors.Text);
            svg.Text(across.Place(tick), bottom + 16, ChartScale.Text(tick), SvgAnchor.Middle);
        }

        svg.Line(across.Begin, bottom, across.End, bottom, ChartColors.Text);
        svg.Text(across.End, bottom + 29, "run", SvgAnchor.End);
        svg.Text(x + 4, y + 14, "ms");
        foreach ((ChartKind kind, IterationSeries series, (double Iteration, double Milliseconds)[] points) in drawn)
        {
            if (series.Swap > 0)
            {
                MarkSwap(svg, across.Place(series.Swap), y + Top, bottom, kind);
            }

            svg.Polyline(points.Select(point => (across.Place(point.Iteration), up.Place(point.Milliseconds))), kind.Color, kind.IsDashed);
        }
    }

    private static void MarkSwap(SvgWriter svg, double x, double top, double bottom, ChartKind kind)
    {
        svg.Line(x, top, x, bottom, kind.Color, isDashed: true);
        svg.Dot(x, top, 3, kind.Color);
    }
}
