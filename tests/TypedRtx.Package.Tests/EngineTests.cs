namespace TypedRtx.Package.Tests;

/// <summary>Engines built at publish by the tool in the package; skipped where NVIDIA's library is missing.</summary>
public sealed class EngineTests(PackageFeed feed)
{
    [Fact]
    public void Publish_builds_the_engine_with_the_tool_of_the_package()
    {
        string library = RtxNative.Folder;
        ConsumerProject project = feed.Project(
            "engines",
            "Fresh",
            $"<OutputType>Exe</OutputType><TypedRtxBuildEngines>true</TypedRtxBuildEngines><TypedRtxNativeLibraryPath>{library}</TypedRtxNativeLibraryPath>",
            """
            <PackageReference Include="TypedRtx" Version="0.1.0" />
            <AdditionalFiles Update="digits.onnx" TypedRtxProfiles="main: batch=1..4, height=28, width=28" />
            """);
        project.AddDigits("digits.onnx");
        project.Write("Program.cs", "using var digits = Digits.Load();\n");

        project.Dotnet("publish", "-o", "out").AssertSuccess();

        Assert.True(File.Exists(Path.Combine(project.Root, "out", "digits.rtxengine")));
    }
}
