using TypedRtx.Signatures;

namespace TypedRtx.Generators.Tests.Inputs;

public sealed class DoorTests
{
    [Fact]
    public void Model_without_metadata_is_named_alike_by_both_doors()
    {
        using TempFolder folder = new();
        string path = new OnnxModelBuilder().Input("x", ElementType.Float32, 1).Node("Identity", ["x"], ["y"])
            .Output("y", ElementType.Float32, 1).Save(folder.PathOf("my model.onnx"));
        string signature = Harness.SignatureOfFile(path);

        GeneratorRun model = Harness.Project.WithFile(TestAdditionalText.Unreadable(path)).Run();
        GeneratorRun text = Harness.Project.WithFile("obj/my model.onnxsig", signature).Run();
        GeneratorRun longer = Harness.Project.WithFile("obj/my model.onnx.onnxsig", signature).Run();

        Assert.Equal("Models.MyModel.g.cs", Assert.Single(model.Sources).Key);
        Assert.Equal(model.Sources, text.Sources);
        Assert.Equal(model.Sources, longer.Sources);
    }

    [Fact]
    public void Both_doors_generate_without_a_weight_file_and_say_so_alike()
    {
        using TempFolder folder = new();
        string path = new OnnxModelBuilder()
            .Input("x", ElementType.Float32, 4)
            .ExternalInitializer("w", ElementType.Float32, [4], "w.bin", 0, 16)
            .Node("Add", ["x", "w"], ["y"])
            .Output("y", ElementType.Float32, 4)
            .Save(folder.PathOf("m.onnx"));

        GeneratorRun run = Harness.Project.WithModelFile(path).Run();
        GeneratorRun text = Harness.Project
            .WithModel("m.onnx", "onnxsig-error 1\nExternalMissing\n\"Its weights are in the file 'w.bin' beside it, which is "
                + "not there. Copy both files together.\"\n" + Harness.SignatureOfFile(path))
            .Run();

        Assert.Equal(run.Sources, text.Sources);
        Assert.Equal(run.DiagnosticLines, text.DiagnosticLines);
        Assert.Equal(
            "TRTX0008 Warning m.onnx The external data of 'm.onnx' is missing: "
            + "Its weights are in the file 'w.bin' beside it, which is not there. Copy both files together",
            Assert.Single(run.DiagnosticLines));
    }

    [Fact]
    public void Approved_signature_is_compared_and_not_generated_from()
    {
        string signature = Harness.SignatureOf("""input "x" float32[1]""");
        GeneratorHarness harness = Harness.Project.WithModel("m.onnx", signature);

        GeneratorRun run = harness.WithApproved("m.onnx", signature).Run();

        Assert.Equal(harness.Run().Sources, run.Sources);
        Assert.Empty(run.Diagnostics);
    }

    [Theory]
    [InlineData("m.onnxsig")]
    [InlineData("m.onnx.onnxsig")]
    public void Signature_beside_its_model_is_the_approved_one_without_metadata(string name)
    {
        using TempFolder folder = new();
        string path = new OnnxModelBuilder().Input("x", ElementType.Float32, 1).Node("Identity", ["x"], ["y"])
            .Output("y", ElementType.Float32, 1).Save(folder.PathOf("m.onnx"));
        string signature = Harness.SignatureOfFile(path);
        GeneratorHarness harness = Harness.Bare.WithFile(TestAdditionalText.Unreadable(path));

        GeneratorRun same = harness.WithFile(folder.PathOf(name), signature).Run();
        GeneratorRun other = harness
            .WithFile(folder.PathOf(name), signature.Replace("float32", "int8", StringComparison.Ordinal)).Run();

        Assert.Equal(harness.Run().Sources, same.Sources);
        Assert.Equal(harness.Run().DiagnosticLines, same.DiagnosticLines);
        Assert.Equal(same.Sources, other.Sources);
        Assert.Equal(2, other.Diagnostics.Count(diagnostic => diagnostic.Id == "TRTX0301"));
    }

    [Fact]
    public void Names_that_differ_by_case_alone_get_hint_names_of_their_own()
    {
        string signature = Harness.SignatureOf("""input "x" float32[1]""");

        GeneratorRun run = Harness.Project
            .WithModel("a.onnx", signature, ("TypedRtxClassName", "Bert"))
            .WithModel("b.onnx", signature, ("TypedRtxClassName", "BERT"))
            .Run();

        Assert.Equal(2, run.Sources.Select(source => source.Key).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }
}
