namespace TypedRtx.EndToEnd.Tests.Support;

/// <summary>What keeps a case from passing.</summary>
/// <param name="Obstacle">The kind.</param>
/// <param name="Reason">What was found, in one line.</param>
internal sealed record ConformanceVerdict(ConformanceObstacle Obstacle, string Reason)
{
    /// <summary>Whether the case would pass if TypedRtx were better: the bare C API may take it.</summary>
    public bool IsOurs => Obstacle is ConformanceObstacle.Reader or ConformanceObstacle.Untyped;

    /// <summary>The reason in one line, as it is compared.</summary>
    public string Line { get; } =
        string.Join(' ', Reason.Split((char[])['\r', '\n', '\t', ' '], StringSplitOptions.RemoveEmptyEntries));

    /// <inheritdoc />
    public override string ToString() => $"{Obstacle.ToString().ToLowerInvariant()} | {Line}";
}
