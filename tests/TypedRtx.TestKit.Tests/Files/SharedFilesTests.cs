using Xunit.Sdk;

namespace TypedRtx.TestKit.Tests;

public sealed class SharedFilesTests
{
    [Fact]
    public void Require_skips_where_a_file_is_absent()
    {
        string? reason = null;
        try
        {
            SharedFiles.Require("no/such/file");
        }
        catch (SkipException exception)
        {
            // Caught here, since Record.Exception lets a skip pass through.
            reason = exception.Message;
        }

        Assert.Contains("no/such/file", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Models_come_with_data_sets_in_order()
    {
        SharedFiles.Require("models");

        ModelCase model = SharedFiles.Models().Single(model => model.Name == "storyteller");

        Assert.Equal(
            ["test_data_set_0", "test_data_set_1", "test_data_set_2"], model.DataSets.Select(Path.GetFileName));
        Assert.Equal("input_9.pb", Path.GetFileName(ModelCase.Inputs(model.DataSets[0])[^1]));
    }

    [Fact]
    public void Test_vectors_of_models_are_readable()
    {
        SharedFiles.Require("models");
        foreach (string dataSet in SharedFiles.Models().SelectMany(model => model.DataSets))
        {
            foreach (string path in ModelCase.Inputs(dataSet).Concat(ModelCase.Outputs(dataSet)))
            {
                Assert.NotNull(TensorFile.Read(path));
            }
        }
    }

    [Fact]
    public void Conformance_cases_are_unpacked()
    {
        SharedFiles.Require("onnx-conformance/cases.tar.gz");

        IReadOnlyList<ModelCase> cases = SharedFiles.ConformanceCases();

        Assert.True(cases.Count > 1000, $"{cases.Count} cases");
        Assert.All(cases, item => Assert.NotEmpty(item.DataSets));
        Assert.Contains(cases, item => item.Name == "node/test_abs");
    }

    [Fact]
    public void Bad_models_are_unpacked()
    {
        SharedFiles.Require("bad-models/cases.tar.gz");

        Assert.Contains(SharedFiles.BadModels(), path => Path.GetFileName(path) == "00_good.onnx");
    }
}
