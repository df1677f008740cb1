namespace TypedRtx.EndToEnd.Tests.Support;

/// <summary>What is said of a bad model.</summary>
/// <param name="Build">How what the generator says begins: whether there is code, and the diagnostic.</param>
/// <param name="What">A part of the diagnostic.</param>
/// <param name="Load">A part of what loading gives: the error, or that it loads.</param>
internal readonly record struct BadModelVerdict(string Build, string What, string Load)
{
    /// <summary>Whether this is what was said.</summary>
    public bool Fits(string build, string load) =>
        build.StartsWith(Build, StringComparison.Ordinal)
        && build.Contains(What, StringComparison.Ordinal)
        && load.Contains(Load, StringComparison.Ordinal);
}
