using Google.Protobuf;
using TypedRtx.Signatures;
using TypedRtx.TestKit.Onnx;

namespace TypedRtx.TestKit.Tests.Tensors;

public sealed class ValueFileTests
{
    private static readonly TensorType Floats = new(ElementType.Float32, null);

    private static readonly SequenceProto Two = new()
    {
        TensorValues = { TensorProtos.Create("", [1f, 2f], 2), TensorProtos.Create("", [3f]) },
    };

    [Fact]
    public void Sequence_is_read_with_its_tensors()
    {
        TestSequence sequence = Assert.IsType<TestSequence>(ValueFile.Read(Two.ToByteArray(), new SequenceType(Floats)));
        TestSequence same = new(TestTensor.Create([1f, 2f], 2), TestTensor.Create([3f]));
        TestSequence other = new(TestTensor.Create([1f, 2f], 2), TestTensor.Create([4f]));
        Assert.Null(ToleranceComparer.Exact.FindDifference(same, sequence));
        Assert.StartsWith("item 1:", ToleranceComparer.Exact.FindDifference(other, sequence), StringComparison.Ordinal);
        Assert.Equal("expected seq of 0, found seq of 2.", ToleranceComparer.Exact.FindDifference(new TestSequence(), sequence));
    }

    [Fact]
    public void Optional_is_read_with_what_it_holds()
    {
        OptionalType type = new(new SequenceType(Floats));
        Assert.IsType<TestAbsent>(ValueFile.Read(new OptionalProto { ElemType = 2 }.ToByteArray(), type));
        Assert.IsType<TestSequence>(ValueFile.Read(new OptionalProto { SequenceValue = Two }.ToByteArray(), type));
        Assert.IsType<TestTensor>(ValueFile.Read(new OptionalProto { TensorValue = Two.TensorValues[0] }.ToByteArray(), type));
    }

    [Fact]
    public void Map_is_compared_by_key()
    {
        MapProto proto = new()
        {
            StringKeys = { ByteString.CopyFromUtf8("b"), ByteString.CopyFromUtf8("a") },
            Values = new SequenceProto { TensorValues = { TensorProtos.Create("", [2f, 1f], 2) } },
        };
        TestMap map = Assert.IsType<TestMap>(ValueFile.Read(proto.ToByteArray(), new MapType(ElementType.String, Floats)));
        Assert.Null(ToleranceComparer.Exact.FindDifference(Map("a", "b"), map));
        Assert.StartsWith("values:", ToleranceComparer.Exact.FindDifference(Map("b", "a"), map), StringComparison.Ordinal);
        Assert.Equal("expected the keys a, c, found b, a.", ToleranceComparer.Exact.FindDifference(Map("a", "c"), map));
    }

    private static TestMap Map(params string[] keys) => new(new TestTensor([2], keys), TestTensor.Create([1f, 2f], 2));
}
