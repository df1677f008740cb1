using TypedRtx.TestKit;

namespace TypedRtx.Signatures.Tests.Reading;

public sealed class StoredTensorReaderTests
{
    [Fact]
    public void Weights_are_where_the_reader_says()
    {
        float[] values = [.. Enumerable.Range(0, 16).Select(i => (float)i)];
        byte[] model = new OnnxModelBuilder()
            .Initializer("w", values, 4, 4)
            .ExternalInitializer("e", ElementType.Float16, [8, 4], "weights.bin", offset: 128)
            .ToBytes();
        using MemoryStream stream = new(model);
        StoredTensor[] found = [.. StoredTensorReader.Read(stream, leastBytes: 1)];

        Assert.Equal(["w", "e"], found.Select(tensor => tensor.Name));
        Assert.Equal(("", 64L), (found[0].Location, found[0].ByteLength));
        Assert.Equal(
            values,
            System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(model.AsSpan((int)found[0].Offset, 64)).ToArray());
        Assert.Equal(("weights.bin", 128L, 64L), (found[1].Location, found[1].Offset, found[1].ByteLength));
        Assert.Equal([8L, 4L], found[1].Lengths);
    }

    [Fact]
    public void Small_weights_text_and_what_an_input_overrides_are_left_out()
    {
        byte[] model = new OnnxModelBuilder()
            .Input("overridden", ElementType.Float32, 64)
            .Initializer("overridden", new float[64], 64)
            .Initializer("small", new float[4], 4)
            .Initializer("text", ["a", "b"], 2)
            .Initializer("large", new float[64], 64)
            .ToBytes();
        using MemoryStream stream = new(model);

        Assert.Equal(["large"], StoredTensorReader.Read(stream, leastBytes: 64).Select(tensor => tensor.Name));
    }
}
