using System.Runtime.InteropServices;

namespace TypedRtx.Package.Tests;

/// <summary>A program that references TypedRtx and nothing else, with a model dropped into its folder.</summary>
public sealed class ProgramTests(PackageFeed feed)
{
    private const string Program = """
        using var digits = Digits.Load();
        using var result = digits.Run(image: new float[2 * 28 * 28], batch: 2, height: 28, width: 28);

        float sum = 0;
        foreach (float probability in result.Probabilities.Row(1).Span)
        {
            sum += probability;
        }

        string backends = string.Join(", ", TypedRtx.Runtime.BackendRegistry.Backends.Select(backend => backend.Name));
        Console.WriteLine($"{sum:F3} on {digits.BackendName} of {backends}");
        """;

    private const string Answer = "1.000 on ONNX Runtime of TensorRT for RTX, ONNX Runtime on CUDA, ONNX Runtime";

    [Fact]
    public void Model_dropped_into_a_new_console_project_runs()
    {
        ConsumerProject project = Create("plain");

        ProcessResult run = project.DotnetRun().AssertSuccess();

        Assert.Equal(Answer, run.Output.Trim());
    }

    [Fact]
    public void Native_program_publishes_without_warnings_and_runs()
    {
        ConsumerProject project = Create("native", "<PublishAot>true</PublishAot>");

        string[] command = ["publish", "-r", RuntimeInformation.RuntimeIdentifier, "-o", "out"];
        ProcessResult publish = project.Dotnet(command).AssertSuccess();

        Assert.DoesNotContain("warning", publish.Output, StringComparison.OrdinalIgnoreCase);
        Assert.False(File.Exists(Path.Combine(project.Root, "out", "Fresh.dll")), "Published as an assembly.");
        string program = OperatingSystem.IsWindows() ? "out/Fresh.exe" : "out/Fresh";
        Assert.Equal(Answer, project.RunPublished(program).AssertSuccess().Output.Trim());
    }

    private ConsumerProject Create(string folder, string properties = "")
    {
        ConsumerProject project = feed.Project(
            folder,
            "Fresh",
            $"<OutputType>Exe</OutputType><InvariantGlobalization>true</InvariantGlobalization>{properties}",
            """<PackageReference Include="TypedRtx" Version="0.1.0" />""");
        project.AddDigits("digits.onnx");
        project.Write("Program.cs", Program);
        return project;
    }
}
