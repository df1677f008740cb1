using TypedRtx.Generators.Diagnostics;
using TypedRtx.Generators.Inputs;
using TypedRtx.Generators.Planning.Naming;

namespace TypedRtx.Generators.Planning;

/// <summary>Decides class, namespace, accessibility and delivery from the file's name and its item metadata.</summary>
internal static class IdentityPlanner
{
    private static readonly string[] Accessibilities = ["", "public", "internal"];

    /// <summary>The identity; null, with a diagnostic, when metadata is not valid.</summary>
    public static ModelIdentity? Plan(ModelInput input, PlanOptions options, List<DiagnosticInfo> diagnostics)
    {
        FileMetadata metadata = input.Metadata;
        int before = diagnostics.Count(IsInvalid);
        string ns = Namespace(metadata, options, diagnostics);
        string className = Class(metadata, options, diagnostics);
        string accessibility = metadata.Accessibility.ToLowerInvariant();
        if (!Accessibilities.Contains(accessibility))
        {
            Report(diagnostics, metadata, "Accessibility", metadata.Accessibility, "it must be public or internal");
        }

        Delivery delivery = Planning.Delivery.Copy;
        if (metadata.Delivery.Length > 0
            && (char.IsDigit(metadata.Delivery[0])
                || !Enum.TryParse(metadata.Delivery, ignoreCase: true, out delivery)
                || !Enum.IsDefined(typeof(Delivery), delivery)))
        {
            Report(diagnostics, metadata, "Delivery", metadata.Delivery, "it must be Copy, Embed or External");
        }

        if (delivery == Planning.Delivery.Embed && input.Reading.HasExternalData)
        {
            diagnostics.Add(DiagnosticInfo.Create(Descriptors.EmbeddedExternal, metadata.Source, metadata.File));
        }

        return diagnostics.Count(IsInvalid) > before ? null : new ModelIdentity(ns, className, accessibility, delivery);
    }

    private static string Namespace(FileMetadata metadata, PlanOptions options, List<DiagnosticInfo> diagnostics)
    {
        if (metadata.Namespace.Length == 0)
        {
            return options.RootNamespace;
        }

        if (!NamespaceName.IsValid(metadata.Namespace))
        {
            Report(
                diagnostics, metadata, "Namespace", metadata.Namespace, "it must be identifiers with dots between them");
        }

        return metadata.Namespace;
    }

    private static string Class(FileMetadata metadata, PlanOptions options, List<DiagnosticInfo> diagnostics)
    {
        if (metadata.ClassName.Length > 0)
        {
            if (!Identifier.IsValid(metadata.ClassName))
            {
                Report(diagnostics, metadata, "ClassName", metadata.ClassName, "it must be an identifier");
            }
            else if (ReservedNames.Contains(metadata.ClassName, NameRole.Model))
            {
                Report(
                    diagnostics, metadata, "ClassName", metadata.ClassName, "a generated member has that name; choose another");
            }

            return metadata.ClassName;
        }

        string name = ClassName.FromFile(metadata.File);
        string distinct = ClassName.AwayFrom(options.NamespaceSegments, name);
        if (distinct != name)
        {
            diagnostics.Add(
                DiagnosticInfo.Create(Descriptors.ClassRenamed, metadata.Source, metadata.File, name, distinct));
        }

        return distinct;
    }

    private static bool IsInvalid(DiagnosticInfo info) =>
        info.Id == Descriptors.InvalidMetadata.Id || info.Id == Descriptors.EmbeddedExternal.Id;

    private static void Report(
        List<DiagnosticInfo> diagnostics,
        FileMetadata metadata,
        string name,
        string value,
        string expected) =>
        diagnostics.Add(DiagnosticInfo.Create(
            Descriptors.InvalidMetadata, metadata.Source, metadata.File, "TypedRtx" + name, value, expected));
}
