namespace TypedRtx.Build.Tests;

public sealed class DeliveryTests : IDisposable
{
    private const string Exe = "<OutputType>Exe</OutputType>";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Copied_model_keeps_its_path_and_brings_its_external_data()
    {
        TestProject project = new(_folder, properties: Exe);
        project.Write("nets/sum.onnx", TestModels.SumWithExternalData("weights/sum.bin"));
        project.Write("nets/weights/sum.bin", new byte[12]);

        project.Build().AssertSuccess();

        Assert.Equal(["nets/sum.onnx"], project.OutputFiles("*.onnx"));
        Assert.Equal(["nets/weights/sum.bin"], project.OutputFiles("sum.bin"));
    }

    [Fact]
    public void Embedded_model_is_a_resource_and_not_a_file()
    {
        const string Items = """<AdditionalFiles Update="nets/sum.fr.onnx" TypedRtxDelivery="Embed" />""";
        TestProject project = new(_folder, properties: Exe, items: Items);
        project.Write("nets/sum.fr.onnx", TestModels.Sum());

        project.Build().AssertSuccess();

        Assert.Empty(project.OutputFiles("*.onnx"));
        Assert.Equal("App/nets/sum.fr.onnx", RunAndListResources(project));
    }

    [Fact]
    public void External_model_is_neither()
    {
        const string Items = """<AdditionalFiles Update="sum.onnx" TypedRtxDelivery="External" />""";
        TestProject project = new(_folder, properties: Exe, items: Items);
        project.Write("sum.onnx", TestModels.Sum());

        project.Build().AssertSuccess();

        Assert.Empty(project.OutputFiles("*.onnx"));
        Assert.Equal("", RunAndListResources(project));
    }

    [Fact]
    public void Models_of_a_library_reach_the_program_and_its_publish_folder_over_two_references()
    {
        TestProject library = new(_folder, "Nets");
        library.Write("sum.onnx", TestModels.SumWithExternalData("sum.bin"));
        library.Write("sum.bin", new byte[12]);
        _ = new TestProject(_folder, "Middle", items: """<ProjectReference Include="../Nets/Nets.csproj" />""");
        const string Reference = """<ProjectReference Include="../Middle/Middle.csproj" />""";
        TestProject app = new(_folder, properties: Exe, items: Reference);
        app.Write("sum.onnx", TestModels.Sum());

        app.Build().AssertSuccess();
        ProcessRunner.Dotnet(app.Root, "publish", "-c", "Debug", "-o", app.PathOf("out")).AssertSuccess();

        Assert.Equal(["models/Nets/sum.onnx", "sum.onnx"], app.OutputFiles("*.onnx"));
        Assert.True(File.Exists(Path.Combine(app.Output, "models", "Nets", "sum.bin")));
        Assert.True(File.Exists(app.PathOf("out", "models", "Nets", "sum.onnx")));
        Assert.True(File.Exists(app.PathOf("out", "models", "Nets", "sum.bin")));
        Assert.True(File.Exists(app.PathOf("out", "sum.onnx")));
    }

    [Fact]
    public void Model_that_the_project_copies_itself_is_copied_once()
    {
        TestProject project = new(_folder, properties: Exe, items: """
            <None Update="sum.onnx" CopyToOutputDirectory="Always" />
            <AdditionalFiles Include="./nets/../sum.onnx" CopyToOutputDirectory="Always" TypedRtxClassName="Adder" />
            """);
        project.Write("sum.onnx", TestModels.Sum());
        project.Write("Use.cs", "file static class Use { public static string Name => nameof(Adder); }\n");

        project.Build().AssertSuccess();
        ProcessRunner.Dotnet(project.Root, "publish", "-c", "Debug", "-o", project.PathOf("out")).AssertSuccess();

        Assert.Equal(["sum.onnx"], project.OutputFiles("*.onnx"));
    }

    [Fact]
    public void Folder_with_odd_characters_works()
    {
        TestProject project = new(_folder, properties: Exe, subfolder: "it's c# (x) [y] ü");
        project.Write("my nets/sum one.onnx", TestModels.Sum());
        project.Write("Use.cs", "file static class Use { public static string Name => nameof(SumOne); }\n");

        project.Build().AssertSuccess();

        Assert.Equal(["my nets/sum one.onnx"], project.OutputFiles("*.onnx"));
    }

    private static string RunAndListResources(TestProject project)
    {
        string program = Path.Combine(project.Output, "App.dll");
        return ProcessRunner.Dotnet(project.Root, program).AssertSuccess().Output.Trim();
    }
}
