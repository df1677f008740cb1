namespace TypedRtx.TestKit.Charts;

/// <summary>
/// The colours of charts. A chart has no background of its own and stands on white or on GitHub's dark, whatever the reader has, so each
/// colour is in the middle: enough contrast with both.
/// </summary>
public static class ChartColors
{
    /// <summary>The light background that colours are chosen for.</summary>
    public const string Light = "#ffffff";

    /// <summary>The dark background that colours are chosen for.</summary>
    public const string Dark = "#0d1117";

    /// <summary>Text and axes.</summary>
    public const string Text = "#757d87";

    /// <summary>What most is said of.</summary>
    public const string Blue = "#2f81f7";

    /// <summary>The same at its best.</summary>
    public const string Green = "#218c4f";

    /// <summary>What it is compared with.</summary>
    public const string Orange = "#c76a10";

    /// <summary>What else it is compared with.</summary>
    public const string Purple = "#9b5de5";

    /// <summary>A third one.</summary>
    public const string Red = "#d1456b";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Text, Blue, Green, Orange, Purple, Red];
}
