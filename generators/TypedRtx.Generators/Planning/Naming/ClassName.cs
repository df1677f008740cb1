namespace TypedRtx.Generators.Planning.Naming;

/// <summary>The name of a model's class, from the name of its file.</summary>
internal static class ClassName
{
    private const string Suffix = "Model";

    // Each would hide the namespace from the user's own code in the class's namespace.
    private static readonly string[] WellKnownSegments = ["System", "Microsoft", "TypedRtx"];

    public static string FromFile(string file)
    {
        const string extension = ".onnx";
        string stem = file.EndsWith(extension, StringComparison.OrdinalIgnoreCase)
            ? file.Substring(0, file.Length - extension.Length)
            : file;
        return MemberName.From(stem, NameRole.Model);
    }

    /// <summary>The name itself, or with a suffix where it stands for a namespace or a generated member as well.</summary>
    public static string AwayFrom(IReadOnlyCollection<string> namespaceSegments, string name)
    {
        while (namespaceSegments.Contains(name) || WellKnownSegments.Contains(name) || ReservedNames.Contains(name, NameRole.Model))
        {
            name += Suffix;
        }

        return name;
    }
}
