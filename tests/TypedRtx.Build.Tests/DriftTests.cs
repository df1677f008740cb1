namespace TypedRtx.Build.Tests;

public sealed class DriftTests : IDisposable
{
    private const string Drift =
        "TRTX0301: 'sum.onnx' is not what 'sum.onnxsig' approves: output \"sum\" float32[3] → float32[4].";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Drift_is_a_warning_or_an_error_or_nothing_and_approval_accepts_it_in_the_same_build()
    {
        TestProject project = new(_folder, properties: "<WarningsNotAsErrors>TRTX0301</WarningsNotAsErrors>");
        project.Write("it's/sum.onnx", TestModels.Sum(length: 3));
        string approved = project.PathOf("it's", "sum.onnxsig");
        ProcessResult first = project.Build("-p:TypedRtxApprove=true", "-p:TypedRtxDrift=error").AssertSuccess();
        Assert.Contains("sum.onnxsig holds the approved signature of sum.onnx.", first.Output, StringComparison.Ordinal);
        string before = File.ReadAllText(approved);

        project.Retrain("it's/sum.onnx", TestModels.Sum(length: 4));
        ProcessResult warned = project.Build().AssertSuccess();
        Assert.Matches(@"sum\.onnxsig\(4,1\): warning TRTX0301: .*output ""sum"" float32\[3\] → float32\[4\]\.", warned.Output);

        ProcessResult failed = project.Build("-p:TypedRtxDrift=error");
        Assert.NotEqual(0, failed.ExitCode);
        Assert.Contains("error " + Drift, failed.Output, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(approved));

        ProcessResult accepted = project.Build("-p:TypedRtxDrift=error", "-p:TypedRtxApprove=true").AssertSuccess();
        Assert.DoesNotContain(" TRTX0301: ", accepted.Output, StringComparison.Ordinal);
        Assert.Equal(before.Replace("[3]", "[4]", StringComparison.Ordinal), File.ReadAllText(approved));

        // What a clean would delete.
        Assert.DoesNotContain(
            File.ReadAllLines(project.PathOf("obj", "Debug", "net10.0", "App.csproj.FileListAbsolute.txt")),
            line => line.Replace('\\', '/').EndsWith("it's/sum.onnxsig", StringComparison.Ordinal)
                && !line.Contains("obj", StringComparison.Ordinal));
    }

    [Fact]
    public void Approved_signatures_of_models_elsewhere_and_of_models_that_went_are_found()
    {
        _folder.Write("shared/sum.onnx", TestModels.Sum(length: 4));
        _folder.Write("shared/sum.onnxsig", Approved(3));
        TestProject project = new(
            _folder,
            properties: "<TypedRtxDrift>error</TypedRtxDrift>",
            items: """<AdditionalFiles Include="../shared/sum.onnx" TypedRtxDelivery="External" />""");
        project.Write("gone.onnxsig", Approved(3));

        ProcessResult result = project.Build();

        Assert.Contains("error " + Drift, result.Output, StringComparison.Ordinal);
        Assert.Matches(@"gone\.onnxsig\(1,1\): error TRTX0303: ", result.Output);
    }

    [Fact]
    public void Editor_sees_the_approved_signature_and_never_writes_one()
    {
        TestProject project = new(_folder, properties: "<TypedRtxApprove>true</TypedRtxApprove>");
        project.Write("sum.onnx", TestModels.Sum());
        project.Write("old.onnx", TestModels.Sum());
        project.Write("old.onnxsig", Approved(7));

        (ProcessResult result, IReadOnlyList<string> arguments) = project.DesignTimeBuild();

        result.AssertSuccess();
        Assert.False(File.Exists(project.PathOf("sum.onnxsig")));
        Assert.Equal(Approved(7), File.ReadAllText(project.PathOf("old.onnxsig")));
        Assert.Equal(
            [
                "/additionalfile:obj/Debug/net10.0/onnx/old.onnxsig",
                "/additionalfile:obj/Debug/net10.0/onnx/sum.onnxsig",
                "/additionalfile:old.onnxsig",
            ],
            arguments.Where(argument => argument.Contains(".onnx", StringComparison.Ordinal))
                .Select(argument => argument.Replace('\\', '/'))
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Read_only_approval_is_an_error_of_the_build()
    {
        TestProject project = new(_folder);
        project.Write("sum.onnx", TestModels.Sum());
        File.SetAttributes(project.Write("sum.onnxsig", "old"), FileAttributes.ReadOnly);

        ProcessResult result = project.Build("-p:TypedRtxApprove=true");

        Assert.NotEqual(0, result.ExitCode);
        Assert.Matches(@"sum\.onnxsig : error TRTX0305: ", result.Output);
        File.SetAttributes(project.PathOf("sum.onnxsig"), FileAttributes.Normal);
    }

    private static string Approved(int length) =>
        $"onnxsig 1\nopset \"\" 17\ninput \"value\" float32[{length}]\noutput \"sum\" float32[{length}]\n";
}
