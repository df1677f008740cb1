namespace TypedRtx.Generators.Tests.Emit;

public sealed class SharedModelTests
{
    public static TheoryData<string> Models =>
        [.. SharedFiles.Models().Select(model => model.ModelPath), .. SharedFiles.Architectures()];

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Models))]
    public void Generated_class_compiles_and_is_as_reviewed(string path)
    {
        string file = Path.GetFileName(path);
        GeneratorRun run = Harness.Project.WithModel(file, Harness.SignatureOfFile(path)).Run();

        SnapshotVerifier.Verify(run, Path.GetFileNameWithoutExtension(file));
    }
}
