namespace TypedRtx.Build.Tests;

public sealed class DiagnosticsTests : IDisposable
{
    private const string GitLfsPointer =
        "version https://git-lfs.github.com/spec/v1\n"
        + "oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\n"
        + "size 12345\n";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", "TRTX0005")]
    [InlineData("this is no model", "TRTX0003")]
    [InlineData(GitLfsPointer, "TRTX0004")]
    public void Bad_model_gives_its_diagnostic_at_the_model(string content, string id)
    {
        TestProject project = new(_folder);
        project.Write("nets/bad.onnx", content);

        ProcessResult result = project.Build();

        Assert.NotEqual(0, result.ExitCode);
        Assert.Matches($@"nets.bad\.onnx.*: error {id}: ", result.Output);
    }

    [Fact]
    public void Truncated_model_gives_its_diagnostic()
    {
        TestProject project = new(_folder);
        project.Write("cut.onnx", TestModels.Sum()[..^5]);

        Assert.Contains("error TRTX0006", project.Build().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_model_gives_its_diagnostic()
    {
        TestProject project = new(_folder, items: """<AdditionalFiles Include="gone.onnx" />""");

        Assert.Contains("error TRTX0001", project.Build().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_external_data_gives_its_diagnostic_while_the_file_is_not_there()
    {
        TestProject project = new(_folder);
        project.Write("sum.onnx", TestModels.SumWithExternalData("sum.bin"));
        Assert.Contains("warning TRTX0008", project.Build().AssertSuccess().Output, StringComparison.Ordinal);

        project.Write("sum.bin", new byte[12]);

        Assert.DoesNotContain("warning TRTX0008", project.Build().AssertSuccess().Output, StringComparison.Ordinal);
        File.Delete(project.PathOf("sum.bin"));
        Assert.Contains("warning TRTX0008", project.Build().AssertSuccess().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Embedded_model_with_external_data_is_an_error()
    {
        TestProject project = new(_folder, items: """<AdditionalFiles Update="sum.onnx" TypedRtxDelivery="Embed" />""");
        project.Write("sum.onnx", TestModels.SumWithExternalData("sum.bin"));
        project.Write("sum.bin", new byte[12]);

        Assert.Contains("error TRTX0017", project.Build().Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TypedRtxClassName", "Sum#1")]
    [InlineData("TypedRtxClassName", "Sum%3B1")]
    [InlineData("TypedRtxProfiles", "one: n=1 # the usual")]
    public void Metadata_that_the_compiler_would_cut_off_is_an_error(string name, string value)
    {
        string items = $"""<AdditionalFiles Update="sum.onnx" {name}="{value}" />""";
        TestProject project = new(_folder, items: items);
        project.Write("sum.onnx", TestModels.Sum());

        ProcessResult result = project.Build();

        Assert.Contains("error TRTX0201", result.Output, StringComparison.Ordinal);
        Assert.Contains(name, result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Model_name_that_the_compiler_would_cut_off_is_an_error()
    {
        TestProject project = new(_folder);
        project.Write("sum#1.onnx", TestModels.Sum());

        Assert.Contains("error TRTX0201", project.Build().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_models_with_one_path_are_an_error()
    {
        _folder.Write("a/sum.onnx", TestModels.Sum());
        _folder.Write("b/sum.onnx", TestModels.Sum());
        TestProject project = new(_folder, items: """<AdditionalFiles Include="../a/sum.onnx;../b/sum.onnx" />""");

        Assert.Contains("error TRTX0203", project.Build().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Compiler_that_is_too_old_is_an_error_that_says_so()
    {
        TestProject project = new(_folder, properties: "<CompilerApiVersion>roslyn4.8</CompilerApiVersion>");
        project.Write("sum.onnx", TestModels.Sum());
        ProcessResult result = project.Build("-p:CompilerApiVersion=roslyn4.8");

        Assert.Contains("error TRTX0204", result.Output, StringComparison.Ordinal);
        Assert.Contains("Roslyn 4.8", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Project_without_models_or_default_items_is_left_alone()
    {
        TestProject project = new(_folder, properties: "<EnableDefaultOnnxItems>false</EnableDefaultOnnxItems>");
        project.Write("bad.onnx", "this is no model");

        project.Build().AssertSuccess();

        Assert.False(Directory.Exists(project.PathOf("obj", "Debug", "net10.0", "onnx")));
    }
}
