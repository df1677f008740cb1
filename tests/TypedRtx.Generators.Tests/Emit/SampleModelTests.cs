namespace TypedRtx.Generators.Tests.Emit;

public sealed class SampleModelTests
{
    /// <summary>The models of the samples, relative to the repository.</summary>
    public static TheoryData<string> Models =>
    [
        .. Directory.GetDirectories(RepositoryFiles.PathOf("samples"))
            .SelectMany(folder => Directory.GetFiles(folder, "*.onnx"))
            .Select(path => Path.GetRelativePath(RepositoryFiles.Root, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Models))]
    public void Generated_class_of_a_sample_is_as_reviewed(string path)
    {
        string signature = Harness.SignatureOfFile(RepositoryFiles.PathOf(path));
        GeneratorRun run = Harness.Project
            .WithProperty("RootNamespace", "Samples")
            .WithModel(Path.GetFileName(path), signature)
            .Run();

        SnapshotVerifier.Verify(run, Path.GetFileNameWithoutExtension(path));
    }
}
