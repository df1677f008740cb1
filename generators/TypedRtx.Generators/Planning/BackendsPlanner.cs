using TypedRtx.Generators.Diagnostics;
using TypedRtx.Generators.Inputs;
using TypedRtx.Generators.Planning.Naming;
using TypedRtx.Signatures;

namespace TypedRtx.Generators.Planning;

/// <summary>Decides which backends are registered.</summary>
internal static class BackendsPlanner
{
    public static BackendsSpec Plan(ProjectOptions project)
    {
        string[] types =
            [.. project.Backends.Distinct(StringComparer.Ordinal).OrderBy(type => type, StringComparer.Ordinal)];
        return new BackendsSpec(
            project.RootNamespace.Length == 0 ? "" : NamespaceName.FromRoot(project.RootNamespace),
            types.Where(NamespaceName.IsValid).ToEquatableArray(),
            types.Where(type => !NamespaceName.IsValid(type))
                .Select(type => DiagnosticInfo.Create(Descriptors.InvalidBackend, "", type))
                .ToEquatableArray());
    }
}
