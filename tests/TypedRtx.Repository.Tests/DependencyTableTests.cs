using System.Xml.Linq;
using Xunit;

namespace TypedRtx.Repository.Tests;

/// <summary>Which shipping project may depend on which, projects and packages alike. Data flows one way.</summary>
public sealed class DependencyTableTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["src/TypedRtx.Signatures"] = [],
        ["src/TypedRtx.Core"] = ["TypedRtx.Signatures", "System.Numerics.Tensors", "Microsoft.Extensions.Logging.Abstractions"],
        ["src/TypedRtx.OnnxRuntime"] = ["TypedRtx.Core", "TypedRtx.Cuda"],
        ["src/TypedRtx.Cuda"] = ["TypedRtx.Core"],
        ["src/TypedRtx.TensorRtRtx"] = ["TypedRtx.Core", "TypedRtx.Cuda"],
        ["src/TypedRtx.Cli"] = ["TypedRtx.OnnxRuntime", "TypedRtx.TensorRtRtx", "Spectre.Console", "Spectre.Console.Cli"],
        ["generators/TypedRtx.Generators"] = ["Microsoft.CodeAnalysis.CSharp"],
        ["generators/TypedRtx.CodeFixes"] = ["TypedRtx.Generators", "Microsoft.CodeAnalysis.CSharp.Workspaces"],
        ["generators/TypedRtx.SignatureTool"] = ["TypedRtx.Signatures"],
    };

    // Needed to build, never shipped to a user.
    private static readonly string[] BuildOnly =
        ["Microsoft.CodeAnalysis.BannedApiAnalyzers", "Microsoft.CodeAnalysis.Analyzers", "PolySharp"];

    public static TheoryData<string> ShippingProjects =>
        [.. Repository.Files("*.csproj").Where(path => path.StartsWith("src/", StringComparison.Ordinal) || path.StartsWith("generators/", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(ShippingProjects))]
    public void Project_depends_only_on_what_the_table_allows(string project)
    {
        string folder = Path.GetDirectoryName(project)!.Replace('\\', '/');
        Assert.True(Allowed.TryGetValue(folder, out string[]? allowed), $"{folder} has no row in the dependency table.");
        XDocument file = XDocument.Parse(Repository.Read(project));
        IEnumerable<string> references = file.Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')))
            .Concat(file.Descendants("PackageReference").Select(reference => reference.Attribute("Include")!.Value));
        Assert.Empty(references.Except(allowed).Except(BuildOnly));
    }

    [Fact]
    public void Solution_holds_every_project()
    {
        string solution = Repository.Read("TypedRtx.sln").Replace('\\', '/');
        Assert.All(Repository.Files("*.csproj"), path => Assert.Contains($"\"{path}\"", solution, StringComparison.Ordinal));
    }
}
