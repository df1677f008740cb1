using Google.Protobuf;
using TypedRtx.Signatures;
using TypedRtx.TestKit.Onnx;

namespace TypedRtx.TestKit.Tests;

public sealed class TensorFileTests
{
    public static TheoryData<ElementType> NumericTypes =>
        [.. Enum.GetValues<ElementType>().Where(type => ElementTypes.BitsOf(type) > 0)];

    [Theory]
    [MemberData(nameof(NumericTypes))]
    public void Typed_data_reads_like_raw_data(ElementType type)
    {
        int length = ((3 * ElementTypes.BitsOf(type)) + 7) / 8;
        byte[] data = [.. Enumerable.Range(1, length).Select(value => (byte)(value * 37))];
        TensorProto raw = TensorProtos.Raw("x", type, data, 3);

        TestTensor fromRaw = TensorFile.Read(raw.ToByteArray());
        TestTensor fromTyped = TensorFile.Read(TensorProtos.WithTypedData(raw).ToByteArray());

        Assert.Equal(data, fromRaw.Data);
        Assert.Equal(data, fromTyped.Data);
        Assert.Equal(type, fromTyped.ElementType);
        Assert.Equal([3L], fromTyped.Dimensions);
    }

    [Fact]
    public void Strings_are_read()
    {
        TestTensor tensor = TensorFile.FromProto(TensorProtos.Strings("x", ["a", "é"], 2));

        Assert.Equal(["a", "é"], tensor.Strings);
    }

    [Fact]
    public void Written_vector_is_read_back()
    {
        using TempFolder folder = new();
        TestTensor tensor = TestTensor.Create([1L, 2L], 1, 2);

        TensorFile.Write(folder.PathOf("input_0.pb"), tensor);

        TestTensor read = TensorFile.Read(folder.PathOf("input_0.pb"));
        Assert.Equal([1L, 2L], read.ToArray<long>());
        Assert.Equal([1L, 2L], read.Dimensions);
    }

    [Fact]
    public void Too_few_values_are_refused()
    {
        byte[] bytes = TensorProtos.Raw("x", ElementType.Float32, [0, 0], 1).ToByteArray();

        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => TensorFile.Read(bytes));

        Assert.Contains("float32[1] takes 4 bytes; 2 were given", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Packed_elements_are_unpacked_from_the_lowest_bits()
    {
        TensorProto proto = TensorProtos.Packed("x", ElementType.Int4, [-8, 7, -1], 3);

        TestTensor tensor = TensorFile.FromProto(proto);

        Assert.Equal([0x78, 0x0F], tensor.Data);
        Assert.Equal([-8.0, 7.0, -1.0], tensor.ToDoubles());
    }

    [Theory]
    [InlineData(ElementType.Float8E4M3FN, 0x7E, 448.0)]
    [InlineData(ElementType.Float8E4M3FN, 0x7F, double.NaN)]
    [InlineData(ElementType.Float8E4M3FN, 0x01, 0.001953125)]
    [InlineData(ElementType.Float8E4M3FNUZ, 0x7F, 240.0)]
    [InlineData(ElementType.Float8E4M3FNUZ, 0x80, double.NaN)]
    [InlineData(ElementType.Float8E5M2, 0x7B, 57344.0)]
    [InlineData(ElementType.Float8E5M2, 0xFC, double.NegativeInfinity)]
    [InlineData(ElementType.Float8E5M2FNUZ, 0xFF, -57344.0)]
    [InlineData(ElementType.Float8E8M0, 0x80, 2.0)]
    [InlineData(ElementType.Float4E2M1, 0x07, 6.0)]
    [InlineData(ElementType.Float4E2M1, 0x09, -0.5)]
    public void Small_floats_are_decoded(ElementType type, byte bits, double expected)
    {
        TestTensor tensor = new(type, [1], [bits]);

        Assert.Equal(expected, tensor.ToDoubles()[0]);
    }

    [Fact]
    public void BFloat16_is_the_upper_half_of_a_float()
    {
        TestTensor tensor = TensorFile.FromProto(TensorProtos.BFloat16("x", [0x3F80, 0xC000], 2));

        Assert.Equal([1.0, -2.0], tensor.ToDoubles());
    }

    [Fact]
    public void Conformance_vectors_are_read_when_their_input_is_a_tensor_and_refused_otherwise()
    {
        SharedFiles.Require("onnx-conformance/cases.tar.gz");
        foreach (ModelCase item in SharedFiles.ConformanceCases())
        {
            GraphProto graph = ModelProto.Parser.ParseFrom(File.ReadAllBytes(item.ModelPath)).Graph;
            foreach ((ValueInfoProto input, string path) in graph.Input.Zip(ModelCase.Inputs(item.DataSets[0])))
            {
                bool isTensor = input.Type.ValueCase == TypeProto.ValueOneofCase.TensorType;
                Exception? exception = Record.Exception(() => TensorFile.Read(path));
                Assert.True(isTensor ? exception is null : exception is InvalidDataException, $"{item}: {exception}");
            }
        }
    }
}
