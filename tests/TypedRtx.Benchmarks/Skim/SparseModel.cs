using System.Globalization;
using Google.Protobuf;
using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.Benchmarks.Skim;

/// <summary>Writes a model of a gigabyte that takes a few blocks on disk: its weights are holes in the file.</summary>
internal static class SparseModel
{
    private const long TotalBytes = 1L << 30;
    private const int GraphField = 7;
    private const int InitializerField = 5;
    private const int DimsField = 1;
    private const int DataTypeField = 2;
    private const int NameField = 8;
    private const int RawDataField = 9;

    /// <summary>Writes a chain of additions with so many weights.</summary>
    public static void Write(string path, int tensors)
    {
        long payload = TotalBytes / tensors / sizeof(float) * sizeof(float);
        byte[][] headers = [.. Enumerable.Range(0, tensors).Select(i => Header(i, payload))];
        OnnxModelBuilder chain = Chain(tensors);
        byte[] graph = chain.Graph.ToByteArray();
        chain.Model.Graph = null;
        byte[] model = chain.ToBytes();
        long graphLength = graph.LongLength + headers.Sum(header => Prefix(InitializerField, header.Length + payload).Length + header.Length + payload);

        using FileStream file = File.Create(path);
        file.Write(model);
        file.Write(Prefix(GraphField, graphLength));
        file.Write(graph);
        foreach (byte[] header in headers)
        {
            file.Write(Prefix(InitializerField, header.Length + payload));
            file.Write(header);
            file.Seek(payload, SeekOrigin.Current);
        }

        file.SetLength(file.Position);
    }

    private static OnnxModelBuilder Chain(int tensors)
    {
        OnnxModelBuilder model = new OnnxModelBuilder("chain")
            .Input("x", ElementType.Float32, "batch", 768)
            .Output("y", ElementType.Float32, "batch", 768);
        for (int i = 0; i < tensors; i++)
        {
            model.Node("Add", [i == 0 ? "x" : Value(i - 1), Weight(i)], [i == tensors - 1 ? "y" : Value(i)]);
        }

        return model;
    }

    private static string Value(int index) => string.Create(CultureInfo.InvariantCulture, $"/model/layers.{index}/Add_output_0");

    private static string Weight(int index) => string.Create(CultureInfo.InvariantCulture, $"model.layers.{index}.weight");

    private static byte[] Header(int index, long payload)
    {
        using MemoryStream bytes = new();
        using (CodedOutputStream output = new(bytes, leaveOpen: true))
        {
            output.WriteTag(DimsField, WireFormat.WireType.Varint);
            output.WriteInt64(payload / sizeof(float));
            output.WriteTag(DataTypeField, WireFormat.WireType.Varint);
            output.WriteInt32((int)ElementType.Float32);
            output.WriteTag(NameField, WireFormat.WireType.LengthDelimited);
            output.WriteString(Weight(index));
            output.WriteTag(RawDataField, WireFormat.WireType.LengthDelimited);
            output.WriteInt64(payload);
        }

        return bytes.ToArray();
    }

    private static byte[] Prefix(int field, long length)
    {
        using MemoryStream bytes = new();
        using (CodedOutputStream output = new(bytes, leaveOpen: true))
        {
            output.WriteTag(field, WireFormat.WireType.LengthDelimited);
            output.WriteInt64(length);
        }

        return bytes.ToArray();
    }
}
