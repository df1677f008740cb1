using TypedRtx.TestKit.Charts;

namespace TypedRtx.Benchmarks.Start;

/// <summary>What the starts of one model took.</summary>
/// <param name="Model">The name of the model.</param>
/// <param name="Whole">From the start of the process on.</param>
/// <param name="Prepared">In processes that had opened another model before: opening this one and its first run alone.</param>
/// <param name="KeptBytes">What was kept of it.</param>
internal sealed record StartResult(string Model, StartTable Whole, StartTable Prepared, long KeptBytes);
