using System.Globalization;
using System.Security;
using System.Text;

namespace TypedRtx.TestKit.Charts;

/// <summary>Writes a picture as SVG: few kinds of elements, short numbers, the same text for the same calls.</summary>
/// <param name="width">The width in pixels.</param>
/// <param name="height">The height in pixels.</param>
/// <param name="title">What the picture shows, for readers who do not see it.</param>
public sealed class SvgWriter(double width, double height, string title)
{
    private const string Style =
        "text{font:11px -apple-system,'Segoe UI',Helvetica,Arial,sans-serif;fill:" + ChartColors.Text + "}.b{font-weight:600;font-size:12px}";

    private readonly StringBuilder _elements = new();

    /// <summary>A straight line.</summary>
    public void Line(double x1, double y1, double x2, double y2, string color, double opacity = 1, bool isDashed = false) =>
        Element($"<line x1=\"{Number(x1)}\" y1=\"{Number(y1)}\" x2=\"{Number(x2)}\" y2=\"{Number(y2)}\" stroke=\"{color}\"{Opacity("stroke", opacity)}{(isDashed ? " stroke-dasharray=\"3 3\"" : "")}/>");

    /// <summary>Lines from each point to the next.</summary>
    public void Polyline(IEnumerable<(double X, double Y)> points, string color, bool isDashed = false) =>
        Element($"<polyline fill=\"none\" stroke=\"{color}\" stroke-width=\"1.5\" stroke-linejoin=\"round\"{(isDashed ? " stroke-dasharray=\"5 3\"" : "")} points=\"{string.Join(' ', points.Select(point => $"{Number(point.X)},{Number(point.Y)}"))}\"/>");

    /// <summary>A filled rectangle.</summary>
    public void Bar(double x, double y, double barWidth, double barHeight, string color, double opacity = 1) =>
        Element($"<rect x=\"{Number(x)}\" y=\"{Number(y)}\" width=\"{Number(barWidth)}\" height=\"{Number(barHeight)}\" fill=\"{color}\"{Opacity("fill", opacity)}/>");

    /// <summary>A filled dot.</summary>
    public void Dot(double x, double y, double radius, string color) =>
        Element($"<circle cx=\"{Number(x)}\" cy=\"{Number(y)}\" r=\"{Number(radius)}\" fill=\"{color}\"/>");

    /// <summary>A text on one line.</summary>
    public void Text(double x, double y, string text, SvgAnchor anchor = SvgAnchor.Start, bool isBold = false)
    {
        string align = anchor switch
        {
            SvgAnchor.Middle => " text-anchor=\"middle\"",
            SvgAnchor.End => " text-anchor=\"end\"",
            _ => "",
        };
        Element($"<text x=\"{Number(x)}\" y=\"{Number(y)}\"{align}{(isBold ? " class=\"b\"" : "")}>{SecurityElement.Escape(text)}</text>");
    }

    /// <summary>The picture.</summary>
    public override string ToString()
    {
        string name = SecurityElement.Escape(title);
        return $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{Number(width)}" height="{Number(height)}" viewBox="0 0 {Number(width)} {Number(height)}" role="img" aria-label="{name}">
            <title>{name}</title>
            <style>{Style}</style>
            {_elements}</svg>

            """;
    }

    // A tenth of a pixel is as much as anybody sees.
    private static string Number(double value) => double.IsFinite(value)
        ? Math.Round(value, 1).ToString("0.#", CultureInfo.InvariantCulture)
        : throw new ArgumentOutOfRangeException(nameof(value), value, "A place in a picture is a finite number.");

    private static string Opacity(string what, double opacity) =>
        opacity < 1 ? string.Create(CultureInfo.InvariantCulture, $" {what}-opacity=\"{opacity:0.##}\"") : "";

    private void Element(string element) => _elements.Append(element).Append('\n');
}
