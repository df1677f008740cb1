using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using TypedRtx.Runtime;
using TypedRtx.Signatures;

namespace TypedRtx.Cli.Reading;

/// <summary>
/// Reads the generated classes of an assembly from its metadata. Nothing of it is loaded or run, so that an assembly for another
/// system, or one whose references are missing, does as well.
/// </summary>
internal static class CompiledModels
{
    /// <summary>The generated classes, in order of their names.</summary>
    /// <exception cref="ToolException">The file is missing, or no assembly.</exception>
    public static IReadOnlyList<CompiledModel> Read(string assembly)
    {
        try
        {
            using FileStream stream = new(assembly, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            using PEReader file = new(stream);
            return file.HasMetadata
                ? [.. Read(file.GetMetadataReader()).OrderBy(model => model.Name, StringComparer.Ordinal)]
                : throw new ToolException($"'{assembly}' is no .NET assembly. Name the .dll of the program, not its .exe.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ToolException($"'{assembly}' cannot be read. {error.Message}");
        }
        catch (BadImageFormatException error)
        {
            throw new ToolException($"'{assembly}' is no .NET assembly, or a damaged one. {error.Message}");
        }
    }

    /// <summary>Whether a file is an assembly that references TypedRtx; false also where it is missing or something else.</summary>
    public static bool MayHaveModels(string assembly)
    {
        try
        {
            using FileStream stream = new(assembly, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            using PEReader file = new(stream);
            if (!file.HasMetadata)
            {
                return false;
            }

            MetadataReader reader = file.GetMetadataReader();
            return reader.AssemblyReferences.Any(handle => reader.GetString(reader.GetAssemblyReference(handle).Name) == "TypedRtx.Core");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or BadImageFormatException)
        {
            return false;
        }
    }

    private static List<CompiledModel> Read(MetadataReader reader)
    {
        List<CompiledModel> models = [];
        foreach (TypeDefinitionHandle handle in reader.TypeDefinitions)
        {
            TypeDefinition type = reader.GetTypeDefinition(handle);
            CustomAttributeValue<string>? model = null;
            List<ProfileDeclaration> profiles = [];
            foreach (CustomAttributeHandle attributeHandle in type.GetCustomAttributes())
            {
                CustomAttribute attribute = reader.GetCustomAttribute(attributeHandle);
                switch (NameOf(reader, attribute))
                {
                    case "TypedRtx.Runtime.OnnxModelAttribute":
                        model = attribute.DecodeValue(AttributeTypes.Instance);
                        break;
                    case "TypedRtx.OptimizationProfileAttribute":
                        CustomAttributeValue<string> profile = attribute.DecodeValue(AttributeTypes.Instance);
                        profiles.Add(new ProfileDeclaration(Text(profile, 0), Texts(profile, 1).ToEquatableArray()));
                        break;
                }
            }

            if (model is { } found)
            {
                string space = reader.GetString(type.Namespace);
                string name = reader.GetString(type.Name);
                models.Add(new CompiledModel(
                    space.Length > 0 ? $"{space}.{name}" : name,
                    Text(found, 0),
                    (ModelDelivery)(found.FixedArguments[1].Value as int? ?? 0),
                    [.. Texts(found, 2)],
                    profiles));
            }
        }

        return models;
    }

    private static string Text(CustomAttributeValue<string> attribute, int argument) =>
        attribute.FixedArguments[argument].Value as string ?? "";

    private static IEnumerable<string> Texts(CustomAttributeValue<string> attribute, int argument) =>
        attribute.FixedArguments[argument].Value is ImmutableArray<CustomAttributeTypedArgument<string>> values
            ? values.Select(value => value.Value as string ?? "")
            : [];

    private static string? NameOf(MetadataReader reader, CustomAttribute attribute)
    {
        // Our attributes are those of another assembly, so their constructors are references.
        if (attribute.Constructor.Kind != HandleKind.MemberReference
            || reader.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent is not { Kind: HandleKind.TypeReference } parent)
        {
            return null;
        }

        TypeReference type = reader.GetTypeReference((TypeReferenceHandle)parent);
        return $"{reader.GetString(type.Namespace)}.{reader.GetString(type.Name)}";
    }
}
