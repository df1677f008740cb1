namespace TypedRtx.Benchmarks.Measuring;

/// <summary>One way of doing the same work.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Run">Does the work so many times.</param>
/// <param name="Limit">The highest ratio to the first contender that is right; null where nothing is promised.</param>
internal sealed record Contender(string Name, Action<int> Run, double? Limit = null);
