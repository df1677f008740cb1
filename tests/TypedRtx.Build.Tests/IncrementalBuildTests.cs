namespace TypedRtx.Build.Tests;

public sealed class IncrementalBuildTests : IDisposable
{
    private const string Exe = "<OutputType>Exe</OutputType>";
    private const string SkimSkipped = "Skipping target \"TypedRtxSkim\" because all output files are up-to-date";
    private const uint Gigabyte = 1 << 30;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Retrained_model_of_the_same_signature_is_copied_and_does_not_run_the_compiler()
    {
        TestProject project = new(_folder, properties: Exe);
        project.Write("sum.onnx", TestModels.Sum(weight: 1));
        project.Build().AssertSuccess();
        DateTime compiled = project.CompiledAt();

        byte[] retrained = TestModels.Sum(weight: 2);
        project.Retrain("sum.onnx", retrained);
        ProcessResult second = project.Build().AssertSuccess();

        Assert.DoesNotContain(SkimSkipped, second.Output, StringComparison.Ordinal);
        Assert.Contains("Skipping target \"CoreCompile\"", second.Output, StringComparison.Ordinal);
        Assert.Equal(compiled, project.CompiledAt());
        Assert.Equal(retrained, File.ReadAllBytes(Path.Combine(project.Output, "sum.onnx")));
    }

    [Fact]
    public void Changed_signature_runs_the_compiler()
    {
        TestProject project = new(_folder, properties: Exe);
        project.Write("sum.onnx", TestModels.Sum(length: 3));
        project.Build().AssertSuccess();
        DateTime compiled = project.CompiledAt();

        project.Retrain("sum.onnx", TestModels.Sum(length: 4));
        project.Build().AssertSuccess();

        Assert.True(project.CompiledAt() > compiled);
    }

    [Fact]
    public void Model_that_an_older_file_replaces_is_read_and_copied()
    {
        TestProject project = new(_folder, properties: Exe);
        project.Write("sum.onnx", TestModels.Sum(length: 3));
        project.Build().AssertSuccess();
        DateTime compiled = project.CompiledAt();

        byte[] older = TestModels.Sum(length: 4);
        project.Retrain("sum.onnx", older, ageInSeconds: 86_400);
        project.Build().AssertSuccess();

        Assert.True(project.CompiledAt() > compiled);
        Assert.Equal(older, File.ReadAllBytes(Path.Combine(project.Output, "sum.onnx")));
        Assert.Single(Directory.GetFiles(project.PathOf("obj", "Debug", "net10.0", "onnx"), "*.stamp"));
    }

    [Fact]
    public void Unchanged_project_skips_the_tool()
    {
        TestProject project = new(_folder, properties: Exe);
        project.Write("one.onnx", TestModels.Sum());
        project.Write("models/two.onnx", TestModels.Sum());
        project.Build().AssertSuccess();

        ProcessResult second = project.Build().AssertSuccess();
        Assert.Contains(SkimSkipped, second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Model_of_a_gigabyte_is_skimmed_once_and_then_skipped()
    {
        const string Items = """<AdditionalFiles Update="big.onnx" TypedRtxDelivery="External" />""";
        TestProject project = new(_folder, properties: Exe, items: Items);
        TestModels.WriteSparse(project.PathOf("big.onnx"), Gigabyte);
        ProcessResult first = project.Build().AssertSuccess();

        ProcessResult second = project.Build().AssertSuccess();

        Assert.Contains(SkimSkipped, second.Output, StringComparison.Ordinal);
        Assert.Contains("Skipping target \"CoreCompile\"", second.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("/additionalfile:big.onnx", first.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Signature_deleted_by_hand_is_made_again()
    {
        TestProject project = new(_folder, properties: Exe);
        project.Write("sum.onnx", TestModels.Sum());
        project.Build().AssertSuccess();
        string signature = project.PathOf("obj", "Debug", "net10.0", "onnx", "sum.onnxsig");
        File.Delete(signature);

        project.Build().AssertSuccess();

        Assert.True(File.Exists(signature));
    }

    [Fact]
    public void Clean_removes_what_the_targets_wrote()
    {
        TestProject project = new(_folder, properties: Exe);
        project.Write("sum.onnx", TestModels.Sum());
        project.Build().AssertSuccess();

        ProcessRunner.Dotnet(project.Root, "clean").AssertSuccess();

        string written = project.PathOf("obj", "Debug", "net10.0", "onnx");
        Assert.Empty(Directory.GetFiles(written, "*", SearchOption.AllDirectories));
        Assert.Empty(project.OutputFiles("*.onnx"));
    }
}
