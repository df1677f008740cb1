using System.Runtime.InteropServices;
using TypedRtx.Signatures;
using TypedRtx.TestKit.Onnx;

namespace TypedRtx.TestKit.Tests;

public sealed class FilledModelTests
{
    [Fact]
    public void Matrices_are_random_vectors_one_half_and_integers_zero()
    {
        using TempFolder folder = new();
        ModelProto model = Fill(folder, seed: 1);

        float[] first = Values<float>(folder, model, "first");
        float[] second = Values<float>(folder, model, "second");
        Assert.Equal(300 * 400, first.Length);
        Assert.InRange(first.Average(), -0.01, 0.01);
        Assert.InRange(first.Average(value => value * value) * 400, 0.95, 1.05);
        Assert.NotEqual(first, second);
        Assert.All(Values<float>(folder, model, "bias"), value => Assert.Equal(0.5f, value));
        Assert.All(Values<Half>(folder, model, "half"), value => Assert.Equal((Half)0.5f, value));
        Assert.All(Values<long>(folder, model, "index"), value => Assert.Equal(0, value));
    }

    [Fact]
    public void Weights_follow_from_the_seed()
    {
        using TempFolder folder = new();
        using TempFolder again = new();
        using TempFolder other = new();
        float[] expected = Values<float>(folder, Fill(folder, seed: 1), "first");

        Assert.Equal(expected, Values<float>(again, Fill(again, seed: 1), "first"));
        Assert.NotEqual(expected, Values<float>(other, Fill(other, seed: 2), "first"));
    }

    [Fact]
    public void Weights_of_a_subgraph_are_filled_too()
    {
        using TempFolder folder = new();

        ModelProto model = Fill(folder, seed: 1);

        Assert.Equal([.. Enumerable.Repeat(0.5f, 300)], Values<float>(folder, model, "inner"));
    }

    [Fact]
    public void Constants_that_lost_their_values_are_filled_and_others_stay()
    {
        using TempFolder folder = new();

        TensorProto[] constants = [.. Fill(folder, seed: 1).Graph.Node.Select(node => node.Attribute[0].T).OfType<TensorProto>()];

        Assert.Equal(20 * 30 * sizeof(float), constants[0].RawData.Length);
        Assert.Equal([7L], MemoryMarshal.Cast<byte, long>(constants[1].RawData.Span).ToArray());
    }

    [Fact]
    public void Model_without_external_data_gets_no_data_file()
    {
        using TempFolder folder = new();
        string source = new OnnxModelBuilder().Initializer("w", [1f, 2f], 2).Save(folder.PathOf("in", "model.onnx"));

        string path = FilledModel.Fill(source, folder.Path);

        Assert.Equal(File.ReadAllBytes(source), File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Whole_model_holds_different_weights_itself()
    {
        using TempFolder folder = new();
        Directory.CreateDirectory(folder.PathOf("out"));

        string path = FilledModel.FillWhole(Stripped(folder), folder.PathOf("out"));

        TensorProto[] weights = [.. ModelProto.Parser.ParseFrom(File.ReadAllBytes(path)).Graph.Tensors()];
        Assert.Equal([path], Directory.GetFiles(folder.PathOf("out")));
        Assert.All(weights, weight => Assert.Equal(TensorProto.Types.DataLocation.Default, weight.DataLocation));
        Assert.Equal(300 * 400 * sizeof(float), weights[0].RawData.Length);
        Assert.NotEqual(weights[0].RawData, weights[1].RawData);
        Assert.Equal([7L], MemoryMarshal.Cast<byte, long>(weights.Single(weight => weight.Name == "kept").RawData.Span).ToArray());
    }

    private static ModelProto Fill(TempFolder folder, int seed) =>
        ModelProto.Parser.ParseFrom(File.ReadAllBytes(FilledModel.Fill(Stripped(folder), folder.Path, seed)));

    private static string Stripped(TempFolder folder)
    {
        TensorProto lost = TensorProtos.Raw("lost", ElementType.Float32, [], 20, 30);
        TensorProto kept = TensorProtos.Create("kept", [7L], 1);
        OnnxModelBuilder branch = new OnnxModelBuilder().ExternalInitializer("inner", ElementType.Float32, [300], "model.onnx.data");
        return new OnnxModelBuilder()
            .ExternalInitializer("first", ElementType.Float32, [300, 400], "model.onnx.data")
            .ExternalInitializer("second", ElementType.Float32, [300, 400], "model.onnx.data")
            .ExternalInitializer("bias", ElementType.Float32, [400], "model.onnx.data")
            .ExternalInitializer("half", ElementType.Float16, [400], "model.onnx.data")
            .ExternalInitializer("index", ElementType.Int64, [300, 2], "model.onnx.data")
            .Node("Constant", [], ["a"], OnnxAttributes.Tensor("value", lost))
            .Node("Constant", [], ["b"], OnnxAttributes.Tensor("value", kept))
            .Node("If", ["c"], ["d"], OnnxAttributes.Graph("then_branch", branch.Graph))
            .Save(folder.PathOf("in", "model.onnx"));
    }

    private static T[] Values<T>(TempFolder folder, ModelProto model, string name)
        where T : unmanaged
    {
        TensorProto tensor = model.Graph.Tensors().Single(tensor => tensor.Name == name);
        Dictionary<string, string> place = tensor.ExternalData.ToDictionary(pair => pair.Key, pair => pair.Value);
        byte[] data = File.ReadAllBytes(folder.PathOf(place["location"]));
        return MemoryMarshal.Cast<byte, T>(data.AsSpan(int.Parse(place["offset"]), int.Parse(place["length"]))).ToArray();
    }
}
