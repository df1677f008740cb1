namespace TypedRtx.Cli.Doctor;

/// <summary>What was found about one thing that running a model needs.</summary>
/// <param name="Title">The thing.</param>
/// <param name="State">Whether it is there.</param>
/// <param name="Lines">What was found, or every place that was searched.</param>
/// <param name="Advice">What to do about it; empty where there is nothing to do.</param>
internal sealed record Finding(string Title, FindingState State, IReadOnlyList<string> Lines, IReadOnlyList<string> Advice)
{
    /// <summary>Writes the finding.</summary>
    public void Write(Terminal terminal)
    {
        string mark = State switch
        {
            FindingState.Works => "ok      ",
            FindingState.Doubtful => "warning ",
            FindingState.Missing => "missing ",
            _ => "        ",
        };
        terminal.Line($"{mark}{Title}");
        foreach (string line in Lines)
        {
            terminal.Line($"          {line}".TrimEnd());
        }

        foreach (string line in Advice)
        {
            terminal.Line($"        > {line}");
        }
    }
}
