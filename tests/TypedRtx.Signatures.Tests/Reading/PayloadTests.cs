using TypedRtx.TestKit;

namespace TypedRtx.Signatures.Tests.Reading;

public sealed class PayloadTests
{
    private const int PerTensor = 8 * 1024;

    [Theory]
    [InlineData(10, 16)]
    [InlineData(100, 3_000)]
    [InlineData(100, 5_000)]
    [InlineData(100, 9_000)]
    [InlineData(100, 200_000)]
    public void Reading_costs_little_per_tensor(int tensors, int payload)
    {
        using CountingStream stream = new(new MemoryStream(WithWeights(tensors, payload)));

        OnnxModelReader.Read(stream);

        Assert.InRange(stream.BytesRead, 1, (long)(tensors + 1) * PerTensor);
    }

    [Fact]
    public void Payload_is_read_no_further_than_the_window_that_found_it()
    {
        const int payload = 50_000;
        const byte mark = 0xA5;
        byte[] bytes = WithWeights(tensors: 20, payload, mark);
        using CountingStream stream = new(new MemoryStream(bytes));

        OnnxModelReader.Read(stream);

        foreach ((long start, int length) in stream.Reads)
        {
            int inside = bytes.AsSpan((int)start, length).Count(mark);
            Assert.InRange(inside, 0, WireInput.SmallWindow);
            bool isInside = bytes[start] == mark && bytes[start + length - 1] == mark;
            Assert.False(isInside, $"a read at {start} lies inside a payload");
        }
    }

    [Fact]
    public void File_of_three_gigabytes_is_read_in_a_few_kilobytes()
    {
        const long payload = 1L << 30;
        using TempFolder folder = new();
        string path = folder.PathOf("large.onnx");
        using FileStream file = NewFile(path);
        WriteSparse(file, tensors: 3, payload);
        file.Position = 0;
        using CountingStream stream = new(file);

        OnnxModelInfo info = OnnxModelReader.Read(stream);

        Assert.True(file.Length > 3 * payload);
        Assert.Equal(["x"], info.Signature.Inputs.Select(input => input.Name));
        Assert.InRange(stream.BytesRead, 1, 4 * PerTensor);
    }

    [Fact]
    public void File_of_three_gigabytes_that_lost_its_end_says_how_much()
    {
        const long payload = 1L << 30;
        using TempFolder folder = new();
        using FileStream file = NewFile(folder.PathOf("cut.onnx"));
        WriteSparse(file, tensors: 3, payload);
        file.SetLength(file.Length - payload);
        file.Position = 0;

        OnnxFormatException error = Assert.Throws<OnnxFormatException>(() => OnnxModelReader.Read(file));

        Assert.Equal(OnnxFormatError.Truncated, error.Kind);
    }

    private static FileStream NewFile(string path) =>
        new(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);

    private static byte[] WithWeights(int tensors, int payload, byte mark = 1)
    {
        byte[] raw = new byte[payload];
        raw.AsSpan().Fill(mark);
        return Models.Small(graph =>
        {
            for (int i = 0; i < tensors; i++)
            {
                graph.Initializer($"weight.{i}", ElementType.UInt8, [payload], raw);
            }
        });
    }

    /// <summary>Writes all but the payloads, over which it jumps, so that the file takes no room on disk.</summary>
    private static void WriteSparse(FileStream file, int tensors, long payload)
    {
        byte[][] heads = [.. Enumerable.Range(0, tensors).Select(i =>
        {
            byte[] fields = new WireWriter().Varint(1, payload).Varint(2, (int)ElementType.UInt8).Text(8, $"w{i}")
                .Tag(9, 2).Number((ulong)payload).ToArray();
            return new WireWriter().Tag(5, 2).Number((ulong)(fields.Length + payload)).Raw(fields).ToArray();
        })];
        byte[] tail = new WireWriter()
            .Value(11, "x", type => type.Tensor(ElementType.Float32, "batch"))
            .Value(12, "y", type => type.Tensor(ElementType.Float32, "batch"))
            .ToArray();
        long graph = heads.Sum(head => head.Length + payload) + tail.Length;

        file.Write(new WireWriter().Varint(1, 8).Tag(7, 2).Number((ulong)graph).ToArray());
        foreach (byte[] head in heads)
        {
            file.Write(head);
            file.Seek(payload, SeekOrigin.Current);
        }

        file.Write(tail);
        file.Write(new WireWriter().Opset("", 17).ToArray());
    }
}
