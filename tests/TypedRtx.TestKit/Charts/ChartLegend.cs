namespace TypedRtx.TestKit.Charts;

/// <summary>Says which colour is what, above the panels of a chart.</summary>
internal static class ChartLegend
{
    private const double RowHeight = 18;
    private const double Indent = 46;

    /// <summary>The height of so many entries, and of the line that explains marks.</summary>
    public static double Height(int entries) => (((entries + Columns(entries) - 1) / Columns(entries)) * RowHeight) + RowHeight + 10;

    /// <summary>Draws it at the top.</summary>
    public static void Draw(SvgWriter svg, double width, IReadOnlyList<ChartKind> kinds, bool isLine)
    {
        int columns = Columns(kinds.Count);
        double column = (width - Indent) / columns;
        for (int i = 0; i < kinds.Count; i++)
        {
            double x = Indent + (i % columns * column);
            double y = 12 + (i / columns * RowHeight);
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

    // Full rows, and room for the widest label in any font.
    private static int Columns(int entries) => entries is 2 or 4 ? 2 : 3;
}
