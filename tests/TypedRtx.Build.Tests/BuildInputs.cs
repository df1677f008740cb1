using System.Reflection;

namespace TypedRtx.Build.Tests;

/// <summary>What the packages would bring, as this test project's references built it.</summary>
internal static class BuildInputs
{
    public static string SignatureTool { get; } = Recorded("SignatureTool");

    public static string Generator { get; } = Recorded("Generator");

    public static string Targets { get; } = RepositoryFiles.PathOf("nuget", "TypedRtx", "buildTransitive");

    /// <summary>What generated code compiles against.</summary>
    public static IReadOnlyList<string> References { get; } =
    [
        .. new[] { "TypedRtx.Core", "TypedRtx.Signatures", "System.Numerics.Tensors", "Microsoft.Extensions.Logging.Abstractions" }
            .Select(name => Path.Combine(AppContext.BaseDirectory, name + ".dll")),
    ];

    private static string Recorded(string key) => typeof(BuildInputs).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
