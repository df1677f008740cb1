using Google.Protobuf;
using TypedRtx.Signatures;
using TypedRtx.TestKit.Onnx;

namespace TypedRtx.Build.Tests;

/// <summary>The models that the builds are about.</summary>
internal static class TestModels
{
    private const int GraphField = 7;
    private const int InitializerField = 5;
    private const int RawDataField = 9;

    /// <summary>A sum; another weight is another training, another length another signature.</summary>
    public static byte[] Sum(float weight = 1, int length = 3) => Builder(length)
        .Initializer("weight", Enumerable.Repeat(weight, length).ToArray(), length)
        .ToBytes();

    /// <summary>The same with the weight in another file.</summary>
    public static byte[] SumWithExternalData(string location) => Builder(3)
        .ExternalInitializer("weight", ElementType.Float32, [3], location, length: 12)
        .ToBytes();

    /// <summary>Writes a model whose weights are a hole at the end: long to read, nothing on the disk.</summary>
    public static void WriteSparse(string path, uint weightBytes)
    {
        ModelProto model = Builder(3).Model;
        GraphProto graph = model.Graph;
        model.Graph = null;
        TensorProto tensor = new() { Name = "big", DataType = (int)ElementType.UInt8, Dims = { weightBytes } };

        byte[] rawData = Head(RawDataField, weightBytes);
        byte[] inTensor = [.. tensor.ToByteArray(), .. rawData];
        byte[] initializer = Head(InitializerField, inTensor.Length + weightBytes);
        byte[] inGraph = [.. graph.ToByteArray(), .. initializer, .. inTensor];
        byte[] head = [.. model.ToByteArray(), .. Head(GraphField, inGraph.Length + weightBytes), .. inGraph];
        using FileStream stream = File.Create(path);
        stream.Write(head);
        stream.SetLength(head.Length + weightBytes);
    }

    private static OnnxModelBuilder Builder(int length) => new OnnxModelBuilder()
        .Input("value", ElementType.Float32, length)
        .Output("sum", ElementType.Float32, length)
        .Node("Add", ["value", "weight"], ["sum"]);

    private static byte[] Head(int field, long length)
    {
        using MemoryStream stream = new();
        using CodedOutputStream output = new(stream);
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteUInt64((ulong)length);
        output.Flush();
        return stream.ToArray();
    }
}
