using TypedRtx.Generators.Diagnostics;
using TypedRtx.Signatures;

namespace TypedRtx.Generators.Planning;

/// <summary>Which backends the assembly registers.</summary>
/// <param name="RootNamespace">The root namespace, which must exist even when it holds no type; empty when there is none.</param>
/// <param name="Types">The full names of the backend types.</param>
/// <param name="Diagnostics">What there is to say.</param>
internal sealed record BackendsSpec(
    string RootNamespace,
    EquatableArray<string> Types,
    EquatableArray<DiagnosticInfo> Diagnostics);
