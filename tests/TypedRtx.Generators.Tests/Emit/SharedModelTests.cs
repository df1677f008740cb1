using TypedRtx.Signatures;

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

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Models))]
    public void Both_doors_give_the_same_source(string path)
    {
        string file = Path.GetFileName(path);
        string signature = Harness.SignatureOfFile(path);
        GeneratorRun text = Harness.Project.WithModel(file, signature).Run(HarnessChecks.DoesNotThrow);
        using TempFolder folder = new();
        string copy = CopyWithWeights(path, folder);
        GeneratorRun model = Harness.Project.WithModelFile(copy).Run(HarnessChecks.DoesNotThrow);

        Assert.Single(text.Sources);
        Assert.Equal(text.Sources, model.Sources);
        Assert.Equal(text.DiagnosticLines, model.DiagnosticLines);
    }

    // The weights of the architectures were taken away; files of holes stand in for them, since nothing reads them.
    private static string CopyWithWeights(string path, TempFolder folder)
    {
        string copy = folder.PathOf(Path.GetFileName(path));
        File.Copy(path, copy);
        using FileStream stream = File.OpenRead(copy);
        foreach (ExternalDataFile file in OnnxModelReader.Read(stream).ExternalDataFiles)
        {
            using FileStream weights = File.Create(folder.PathOf(file.Location));
            weights.SetLength(file.Length);
        }

        return copy;
    }
}
