namespace TypedRtx.Build.Tests;

public sealed class DesignTimeBuildTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Compiler_arguments_list_the_signature_and_not_the_model()
    {
        TestProject project = new(_folder);
        project.Write("models/sum.onnx", TestModels.Sum());

        (ProcessResult result, IReadOnlyList<string> arguments) = project.DesignTimeBuild();

        result.AssertSuccess();
        Assert.Equal(["/additionalfile:obj/Debug/net10.0/onnx/models/sum.onnxsig"], Models(arguments));
    }

    [Fact]
    public void Bad_model_does_not_fail_the_build_of_an_editor()
    {
        TestProject project = new(_folder);
        project.Write("bad.onnx", "this is no model");

        (ProcessResult result, IReadOnlyList<string> arguments) = project.DesignTimeBuild();

        result.AssertSuccess();
        Assert.Equal(["/additionalfile:obj/Debug/net10.0/onnx/bad.onnxsig"], Models(arguments));
    }

    [Fact]
    public void Without_the_signature_pass_the_compiler_gets_the_model()
    {
        TestProject project = new(_folder, properties: "<TypedRtxSignaturePass>false</TypedRtxSignaturePass>");
        project.Write("sum.onnx", TestModels.Sum());

        (ProcessResult result, IReadOnlyList<string> arguments) = project.DesignTimeBuild();

        result.AssertSuccess();
        Assert.Equal(["/additionalfile:sum.onnx"], Models(arguments));
    }

    private static IEnumerable<string> Models(IReadOnlyList<string> arguments) =>
        arguments.Where(argument => argument.Contains(".onnx", StringComparison.Ordinal))
            .Select(argument => argument.Replace('\\', '/'));
}
