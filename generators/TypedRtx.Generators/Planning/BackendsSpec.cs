using TypedRtx.Generators.Diagnostics;
using TypedRtx.Signatures;

namespace TypedRtx.Generators.Planning;

/// <summary>Which backends the assembly registers.</summary>
/// <param name="RootNamespace">The root namespace, declared even without a type in it; or empty.</param>
/// <param name="Types">The full names of the backend types.</param>
/// <param name="Diagnostics">What there is to say.</param>
internal sealed record BackendsSpec(
    string RootNamespace,
    EquatableArray<string> Types,
    EquatableArray<DiagnosticInfo> Diagnostics);
