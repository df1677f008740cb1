namespace TypedRtx.Cli.Build;

/// <summary>A model of a program that no engine is built of.</summary>
/// <param name="Name">The class.</param>
/// <param name="Path">The model's path.</param>
/// <param name="Reason">Why not, and what to do.</param>
/// <param name="IsMeant">Whether that is as the program or the command wants it, so that nobody need be warned.</param>
internal sealed record SkippedModel(string Name, string Path, string Reason, bool IsMeant);
