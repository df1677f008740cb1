using TypedRtx.Signatures;
using TypedRtx.TestKit.Onnx;

namespace TypedRtx.TestKit.Tests;

public sealed class OnnxModelBuilderTests
{
    [Fact]
    public void Dimensions_of_each_kind_are_written()
    {
        ModelProto model = Parse(new OnnxModelBuilder().Input("x", ElementType.Float32, "batch", 3, null, -1));

        TypeProto.Types.Tensor tensor = model.Graph.Input[0].Type.TensorType;
        Assert.Equal((int)ElementType.Float32, tensor.ElemType);
        Assert.Equal("batch", tensor.Shape.Dim[0].DimParam);
        Assert.Equal(3, tensor.Shape.Dim[1].DimValue);
        Assert.Equal(TensorShapeProto.Types.Dimension.ValueOneofCase.None, tensor.Shape.Dim[2].ValueCase);
        Assert.Equal(-1, tensor.Shape.Dim[3].DimValue);
    }

    [Fact]
    public void Single_null_dimension_is_unknown()
    {
        ModelProto model = Parse(new OnnxModelBuilder().Input("x", ElementType.Float32, null));

        Assert.Single(model.Graph.Input[0].Type.TensorType.Shape.Dim);
    }

    [Fact]
    public void No_dimensions_make_a_scalar_and_unknown_rank_has_no_shape()
    {
        ModelProto model = Parse(new OnnxModelBuilder()
            .Input("scalar", ElementType.Int64)
            .Input("unknown", OnnxTypes.TensorOfUnknownRank(ElementType.Int64)));

        Assert.NotNull(model.Graph.Input[0].Type.TensorType.Shape);
        Assert.Empty(model.Graph.Input[0].Type.TensorType.Shape.Dim);
        Assert.Null(model.Graph.Input[1].Type.TensorType.Shape);
    }

    [Fact]
    public void Model_survives_the_way_through_bytes()
    {
        OnnxModelBuilder builder = new OnnxModelBuilder("all", opset: 21, irVersion: 10)
            .Opset("ours", 1)
            .Input("x", ElementType.Float32, 2)
            .SequenceInput("s", ElementType.Int64, "n")
            .MapInput("m", ElementType.String, ElementType.Float32)
            .OptionalInput("o", ElementType.Float16, 1, 2)
            .Initializer("w", [1f, 2f], 2)
            .Initializer("labels", ["a", "b"], 2)
            .ExternalInitializer("big", ElementType.Float32, [4], "weights.bin", offset: 16, length: 16)
            .Node("Add", ["x", "w"], ["y"])
            .Node("ours::Twice", ["y"], ["z"], OnnxAttributes.Ints("axes", 0, 1))
            .ValueInfo("y", ElementType.Float32, 2)
            .Output("z", ElementType.Float32, 2)
            .Function("ours", "Twice", ["a"], ["b"], OnnxNodes.Create("Add", ["a", "a"], ["b"]))
            .Metadata("author", "us");

        ModelProto model = Parse(builder);

        Assert.Equal(builder.Model, model);
        Assert.Equal("ours", model.Graph.Node[1].Domain);
        Assert.Equal("Twice", model.Graph.Node[1].OpType);
        Assert.Equal(
            ["location", "offset", "length"], model.Graph.Initializer[2].ExternalData.Select(pair => pair.Key));
        Assert.Equal(21, model.Functions[0].OpsetImport[0].Version);
    }

    [Fact]
    public void Initializer_with_the_wrong_count_is_refused()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(
            () => new OnnxModelBuilder().Initializer("w", [1f, 2f], 3));

        Assert.Contains("'w' of shape [3] holds 3 elements; 2 were given", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Save_makes_the_folder()
    {
        using TempFolder folder = new();
        OnnxModelBuilder builder = new OnnxModelBuilder().Input("x", ElementType.Float32);

        string path = builder.Save(folder.PathOf("models", "m.onnx"));

        Assert.Equal(builder.ToBytes(), File.ReadAllBytes(path));
    }

    [Fact]
    public void Shared_architectures_are_written_back_byte_for_byte()
    {
        SharedFiles.Require("architectures");
        foreach (string path in SharedFiles.Architectures())
        {
            byte[] bytes = File.ReadAllBytes(path);
            Assert.Equal(bytes.Length, ModelProto.Parser.ParseFrom(bytes).CalculateSize());
        }
    }

    private static ModelProto Parse(OnnxModelBuilder builder) => ModelProto.Parser.ParseFrom(builder.ToBytes());
}
