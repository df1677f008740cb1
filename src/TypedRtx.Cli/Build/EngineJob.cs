using TypedRtx.Cli.Reading;

namespace TypedRtx.Cli.Build;

/// <summary>An engine to build.</summary>
/// <param name="Name">What progress and messages call it.</param>
/// <param name="Model">The model.</param>
/// <param name="Profiles">The lengths to build for; empty for a model without symbols.</param>
/// <param name="Output">The file to write.</param>
internal sealed record EngineJob(string Name, ModelFile Model, IReadOnlyList<OptimizationProfile> Profiles, string Output);
