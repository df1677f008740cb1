namespace TypedRtx.TestKit.Charts;

/// <summary>One start of a program that opens a model and runs it. All times are milliseconds.</summary>
/// <param name="Session">How the model was opened: a <see cref="ChartKind"/>.</param>
/// <param name="Cache"><c>cold</c> where nothing was kept, <c>warm</c> where an earlier start kept something, <c>none</c> where nothing ever is.</param>
/// <param name="Main">From asking for the process to its first own instruction.</param>
/// <param name="Load">Opening the model, all that the process does once included.</param>
/// <param name="FirstOutput">From asking for the process to the end of the first run.</param>
/// <param name="Runs">Each run.</param>
public sealed record StartRow(string Session, string Cache, double Main, double Load, double FirstOutput, IReadOnlyList<double> Runs)
{
    /// <summary>Opening and the first run: what a cache can shorten.</summary>
    public double LoadAndRun => Load + Runs[0];
}
