using TypedRtx.Generators.Diagnostics;
using TypedRtx.Generators.Inputs;
using TypedRtx.Signatures;

namespace TypedRtx.Generators.Planning.Drift;

/// <summary>What the project wants to hear of differences from approved signatures.</summary>
/// <param name="IsOn">Whether it wants to hear of them.</param>
/// <param name="IsError">Whether they are errors and not warnings.</param>
/// <param name="Diagnostics">What there is to say about the property itself.</param>
internal sealed record DriftSetting(bool IsOn, bool IsError, EquatableArray<DiagnosticInfo> Diagnostics)
{
    public static DriftSetting From(ProjectOptions project) => project.Drift.ToLowerInvariant() switch
    {
        "" or "warning" => new DriftSetting(true, false, EquatableArray<DiagnosticInfo>.Empty),
        "error" => new DriftSetting(true, true, EquatableArray<DiagnosticInfo>.Empty),
        "none" => new DriftSetting(false, false, EquatableArray<DiagnosticInfo>.Empty),
        _ => new DriftSetting(
            true,
            false,
            new[] { DiagnosticInfo.Create(Descriptors.InvalidDrift, "", project.Drift) }.ToEquatableArray()),
    };
}
