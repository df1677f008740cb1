using System.Text;

namespace TypedRtx.Generators.Planning.Naming;

/// <summary>Namespaces from project properties and item metadata.</summary>
internal static class NamespaceName
{
    /// <summary>The namespace of a project that names none.</summary>
    public const string Default = "Models";

    /// <summary>Makes a namespace of a root namespace, which may be a project name with any character in it.</summary>
    public static string FromRoot(string root)
    {
        string name = string.Join(".", root.Split('.').Where(part => part.Length > 0).Select(Segment));
        return name.Length == 0 ? Default : name;
    }

    public static bool IsValid(string name) => name.Split('.').All(Identifier.IsValid);

    /// <summary>The namespace as it is written in code.</summary>
    public static string Escape(string name) => string.Join(".", name.Split('.').Select(ParameterName.Escape));

    private static string Segment(string part)
    {
        StringBuilder segment = new(part.Length);
        foreach (char c in part)
        {
            segment.Append(Identifier.IsPart(c) ? c : '_');
        }

        return Identifier.IsStart(segment[0]) ? segment.ToString() : "_" + segment;
    }
}
