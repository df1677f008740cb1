using TypedRtx.Generators.Diagnostics;
using TypedRtx.Signatures;

namespace TypedRtx.Generators.Planning;

/// <summary>What comes of one model: a class or none, and what there is to say about it.</summary>
/// <param name="Path">The additional file.</param>
/// <param name="Source">The model file, for diagnostics.</param>
/// <param name="Profiles">The optimization profiles as item metadata declares them.</param>
/// <param name="Spec">The class; null when there is none.</param>
/// <param name="Diagnostics">What there is to say.</param>
internal sealed record ModelPlan(
    string Path,
    string Source,
    string Profiles,
    ModelSpec? Spec,
    EquatableArray<DiagnosticInfo> Diagnostics)
{
    /// <summary>The class, or nothing.</summary>
    public IEnumerable<ModelSpec> Sources => Spec is null ? [] : [Spec];
}
