using Microsoft.CodeAnalysis.CSharp;
using TypedRtx.EndToEnd.Tests.Support;
using TypedRtx.TestKit;

namespace TypedRtx.EndToEnd.Tests;

/// <summary>Real architectures: their classes compile in a program that references everything the package brings.</summary>
public sealed class ArchitectureTests
{
    public static TheoryData<LanguageVersion> Versions => [LanguageVersions.CSharp13, LanguageVersions.CSharp14];

    [Theory]
    [MemberData(nameof(Versions))]
    public void Every_architecture_compiles_without_a_warning(LanguageVersion version)
    {
        IReadOnlyList<string> paths = SharedFiles.Architectures();
        Assert.SkipWhen(paths.Count == 0, "Needs architectures of the shared folder, which is not beside the repository.");
        GeneratorHarness harness = GeneratedProject.Harness with { LanguageVersion = version };
        foreach (string path in paths)
        {
            GeneratedModel model = GeneratedModel.Read(Path.GetFileNameWithoutExtension(path), path);
            harness = harness.WithFile($"obj/onnx/{Path.GetFileName(path)}sig", model.Signature.ToString());
        }

        // The harness fails on warnings and errors.
        GeneratorRun run = harness.Run();

        Assert.Equal(paths.Count, run.Sources.Length - 1);
        Assert.DoesNotContain(run.Diagnostics, diagnostic => diagnostic.Severity >= Microsoft.CodeAnalysis.DiagnosticSeverity.Warning);
    }
}
