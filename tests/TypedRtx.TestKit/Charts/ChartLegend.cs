namespace TypedRtx.TestKit.Charts;

/// <summary>Says which colour is what, above the panels of a chart.</summary>
internal static class ChartLegend
{
    private const double RowHeight = 18;
    private const int Columns = 4;
    private const double Indent = 46;

    /// <summary>The height of so many entries, and of the line that explains marks.</summary>
    public static double Height(int entries) => (((entries + Columns - 1) / Columns) * RowHeight) + RowHeight + 10;

    /// <summary>Draws it at the top.</summary>
    public static void Draw(SvgWriter svg, double width, IReadOnlyList<ChartKind> kinds, bool isLine)
    {
        double column = (width - Indent) / Columns;
        for (int i = 0; i < kinds.Count; i++)
        {
            double x = Indent + (i % Columns * column);
            double y = 12 + (i / Columns * RowHeight);
            if (isLine)
            {
                svg.Line(x, y - 4, x + 22, y - 4, kinds[i].Color, isDashed: kinds[i].IsDashed);
            }
            else
            {
                svg.Bar(x + 8, y - 9, 12, 10, kinds[i].Color);
            }

            svg.Text(x + 28, y, kinds[i].Label);
        }

        double last = Height(kinds.Count) - RowHeight + 1;
        svg.Text(Indent + 28, last, isLine
            ? "● with a dashed upright: the run after which the specialised session answers. Each panel has scales of its own."
            : "From pale to full: the process starts; the library loads and the model opens; the first run. Each panel has a scale of its own.");
    }
}
