namespace TypedRtx.Backends;

/// <summary>Whether a backend can run a model.</summary>
/// <param name="IsUsable">Whether it can.</param>
/// <param name="Reason">Why, or why not, in a sentence; with every path tried where a library is missing.</param>
public sealed record BackendVerdict(bool IsUsable, string Reason);
