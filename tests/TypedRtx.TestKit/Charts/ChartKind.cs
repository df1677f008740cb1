namespace TypedRtx.TestKit.Charts;

/// <summary>What was measured: how charts call it and in which colour they draw it.</summary>
/// <param name="Key">Its name in files.</param>
/// <param name="Label">Its name in charts.</param>
/// <param name="Color">Its colour.</param>
/// <param name="IsDashed">Whether its line is dashed: for what others are held against.</param>
public sealed record ChartKind(string Key, string Label, string Color, bool IsDashed = false)
{
    /// <summary>The known ones, in the order of legends.</summary>
    public static IReadOnlyList<ChartKind> All { get; } =
    [
        new("dynamic", "ONNX Runtime, ordinary session", ChartColors.Orange),
        new("none", "TypedRtx without specialisation", ChartColors.Red),
        new("fixed", "ONNX Runtime, fixed by hand", ChartColors.Purple, IsDashed: true),
        new("captured", "ONNX Runtime, captured by hand", ChartColors.Purple, IsDashed: true),
        new("library", "the library by itself", ChartColors.Orange),
        new("library-warm", "the library by itself, second start", ChartColors.Red),
        new("ours", "TypedRtx", ChartColors.Blue),
        new("ours-warm", "TypedRtx, second start", ChartColors.Green),
    ];

    /// <summary>The kind of a name in files.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public static ChartKind Of(string key) => All.FirstOrDefault(kind => kind.Key == key)
        ?? throw new FormatException($"Expected one of {string.Join(", ", All.Select(kind => kind.Key))}, found '{key}'. Rename the file, or add the kind to ChartKind.");

    /// <summary>Its place in legends.</summary>
    public int Order => All.ToList().IndexOf(this);
}
