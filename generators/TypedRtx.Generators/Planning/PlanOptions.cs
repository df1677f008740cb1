using TypedRtx.Generators.Inputs;
using TypedRtx.Generators.Planning.Naming;
using TypedRtx.Signatures;

namespace TypedRtx.Generators.Planning;

/// <summary>What planning a model needs of the project and of the other models.</summary>
/// <param name="RootNamespace">The namespace of models that name none.</param>
/// <param name="NamespaceSegments">The parts of all namespaces that models are generated into, each once.</param>
/// <param name="HasTargets">Whether the package's build targets took part.</param>
internal sealed record PlanOptions(string RootNamespace, EquatableArray<string> NamespaceSegments, bool HasTargets)
{
    public static PlanOptions From(ProjectOptions project, MetadataTable metadata)
    {
        string root = NamespaceName.FromRoot(project.RootNamespace);
        IEnumerable<string> segments = metadata.Files
            .Select(file => file.Namespace)
            .Concat([root])
            .SelectMany(name => name.Split('.'))
            .Distinct(StringComparer.Ordinal)
            .OrderBy(segment => segment, StringComparer.Ordinal);
        return new PlanOptions(root, segments.ToEquatableArray(), project.HasTargets);
    }
}
