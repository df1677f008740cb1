using System.IO.Compression;

namespace TypedRtx.Package.Tests;

public sealed class ContentTests(PackageFeed feed)
{
    [Fact]
    public void Umbrella_brings_generator_code_fixes_targets_and_tool()
    {
        string[] files = Files("TypedRtx.0.1.0.nupkg");

        Assert.Contains("analyzers/dotnet/cs/TypedRtx.Generators.dll", files);
        Assert.Contains("buildTransitive/TypedRtx.props", files);
        Assert.Contains("buildTransitive/TypedRtx.targets", files);
        Assert.Contains("tools/TypedRtx.SignatureTool.dll", files);
        Assert.Contains("tools/TypedRtx.SignatureTool.runtimeconfig.json", files);
        Assert.Contains("tools/TypedRtx.Signatures.dll", files);
        Assert.Contains("buildTransitive/TypedRtx.Engines.targets", files);
        Assert.Contains("tools/typedrtx/TypedRtx.Cli.dll", files);
        Assert.Contains("tools/typedrtx/TypedRtx.Cli.runtimeconfig.json", files);
        Assert.Contains("tools/typedrtx/TypedRtx.TensorRtRtx.dll", files);
        Assert.Contains("tools/typedrtx/Spectre.Console.dll", files);
        Assert.Contains("tools/typedrtx/THIRD-PARTY-NOTICES.txt", files);
        Assert.DoesNotContain(files, file => file.StartsWith("lib/", StringComparison.Ordinal));
        Assert.Contains("analyzers/dotnet/cs/TypedRtx.CodeFixes.dll", files);
        Assert.Equal(2, files.Count(file => file.StartsWith("analyzers/", StringComparison.Ordinal)));
    }

    [Fact]
    public void Umbrella_depends_on_both_backends()
    {
        using ZipArchive archive = ZipFile.OpenRead(Path.Combine(feed.Feed, "TypedRtx.0.1.0.nupkg"));
        using StreamReader specification = new(archive.GetEntry("TypedRtx.nuspec")!.Open());
        string text = specification.ReadToEnd();

        Assert.Contains("<dependency id=\"TypedRtx.OnnxRuntime\"", text, StringComparison.Ordinal);
        Assert.Contains("<dependency id=\"TypedRtx.TensorRtRtx\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Package_of_TensorRT_for_RTX_is_managed_code_alone()
    {
        string[] files = Files("TypedRtx.TensorRtRtx.0.1.0.nupkg");

        Assert.Contains("lib/net10.0/TypedRtx.TensorRtRtx.dll", files);
        Assert.Contains("buildTransitive/TypedRtx.TensorRtRtx.props", files);
        Assert.DoesNotContain(files, file => file.StartsWith("runtimes/", StringComparison.Ordinal));
        Assert.Equal(["lib/net10.0/TypedRtx.Cuda.dll"], Files("TypedRtx.Cuda.0.1.0.nupkg").Where(file => file.EndsWith(".dll", StringComparison.Ordinal)));
    }

    [Fact]
    public void Tool_package_holds_the_tool_and_its_libraries()
    {
        string[] files = Files("TypedRtx.Cli.0.1.0.nupkg");

        Assert.Contains("tools/net10.0/any/TypedRtx.Cli.dll", files);
        Assert.Contains("tools/net10.0/any/Spectre.Console.dll", files);
        Assert.Contains("tools/net10.0/any/THIRD-PARTY-NOTICES.txt", files);
    }

    [Theory]
    [InlineData("Linux", "linux-x64/native/libonnxruntime.so.1", "linux-arm64/native/libonnxruntime.so.1")]
    [InlineData("Windows", "win-x64/native/onnxruntime.dll", "win-arm64/native/onnxruntime.dll")]
    [InlineData("MacOS", "osx-arm64/native/libonnxruntime.1.30.0.dylib")]
    public void Native_package_holds_its_libraries_and_their_licence(string system, params string[] libraries)
    {
        string[] files = Files($"TypedRtx.OnnxRuntime.NativeAssets.{system}.0.1.0.nupkg");

        Assert.Equal(
            libraries.Select(library => "runtimes/" + library).Order(StringComparer.Ordinal),
            files.Where(file => file.StartsWith("runtimes/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Contains("LICENSE.onnxruntime.txt", files);
    }

    private string[] Files(string package)
    {
        using ZipArchive archive = ZipFile.OpenRead(Path.Combine(feed.Feed, package));
        return [.. archive.Entries.Select(entry => entry.FullName)];
    }
}
