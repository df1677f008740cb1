using System.Reflection;

namespace TypedRtx.Build.Tests;

/// <summary>What the packages would bring, as this test project's references built it.</summary>
internal static class BuildInputs
{
    public static string SignatureTool { get; } = Recorded("SignatureTool");

    public static string EngineTool { get; } = Recorded("EngineTool");

    public static string Generator { get; } = Recorded("Generator");

    public static string Targets { get; } = RepositoryFiles.PathOf("nuget", "TypedRtx", "buildTransitive");

    /// <summary>What generated code compiles against.</summary>
    public static IReadOnlyList<string> References { get; } =
    [
        Beside("TypedRtx.Core.dll"),
        Beside("TypedRtx.Signatures.dll"),
        Beside("System.Numerics.Tensors.dll"),
        Beside("Microsoft.Extensions.Logging.Abstractions.dll"),
    ];

    private static string Beside(string file) => Path.Combine(AppContext.BaseDirectory, file);

    private static string Recorded(string key) => typeof(BuildInputs).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
