namespace TypedRtx.Cli;

/// <summary>A part of a report: a title and rows of two columns under it.</summary>
/// <param name="Title">The title.</param>
/// <param name="Rows">What stands left and right; a row without a left side goes on with the one before.</param>
internal sealed record Section(string Title, IReadOnlyList<(string Name, string Text)> Rows)
{
    // Names of tensors can be very long; what stands right of them then begins further right in its own row alone.
    private const int MaxColumn = 40;

    /// <summary>Writes title and rows; nothing where there are no rows.</summary>
    public void Write(Terminal terminal)
    {
        if (Rows.Count == 0)
        {
            return;
        }

        int width = Math.Min(MaxColumn, Rows.Max(row => row.Name.Length));
        terminal.Line(Title);
        foreach ((string name, string text) in Rows)
        {
            terminal.Line($"  {name.PadRight(text.Length > 0 ? width + 2 : 0)}{text}".TrimEnd());
        }
    }
}
