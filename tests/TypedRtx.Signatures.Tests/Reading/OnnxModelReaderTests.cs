namespace TypedRtx.Signatures.Tests.Reading;

public sealed class OnnxModelReaderTests
{
    [Fact]
    public void Model_gives_its_signature_and_what_surrounds_it()
    {
        byte[] bytes = new WireWriter()
            .Varint(1, 9)
            .Text(2, "tester")
            .Message(7, graph => graph
                .Value(11, "ids", type => type.Tensor(ElementType.Int64, "batch", "past + new", null, 4))
                .Value(12, "out", type => type.Message(1, tensor => tensor.Varint(1, (int)ElementType.BFloat16))))
            .Opset("", 17)
            .Opset("com.microsoft", 1)
            .Message(14, entry => entry.Text(1, "key").Text(2, "value"))
            .ToArray();

        OnnxModelInfo info = Models.Read(bytes);

        Assert.Equal(
            """
            onnxsig 1
            opset "" 17
            opset "com.microsoft" 1
            input "ids" int64[batch, new + past, ?, 4]
            output "out" bfloat16[..]

            """,
            info.Signature.ToString());
        Assert.Equal(9, info.IrVersion);
        Assert.Equal("tester", info.ProducerName);
        Assert.Equal([new ModelMetadata("key", "value")], info.Metadata);
        Assert.Empty(info.ExternalDataFiles);
    }

    [Fact]
    public void Nested_types_are_read()
    {
        byte[] bytes = Models.Model(graph => graph
            .Value(11, "s", type => type.Message(4, seq => seq.Message(1, of => of.Tensor(ElementType.String))))
            .Value(11, "o", type => type.Message(9, opt => opt.Message(1, of => of.Tensor(ElementType.Float16, 1))))
            .Value(11, "p", type => type.Message(8, sparse => sparse.Varint(1, 1).Shape(2, 2)))
            .Value(12, "q", type => type.Message(7, opaque => opaque.Text(1, "d").Text(2, "n")))
            .Value(12, "m", type => type.Message(4, seq => seq.Message(1, of => of.Message(
                5, map => map
                    .Varint(1, (int)ElementType.Int64)
                    .Message(2, value => value.Tensor(ElementType.Float32)))))));

        ModelSignature signature = Models.Read(bytes).Signature;

        Assert.Equal(
            ["seq(string[])", "optional(float16[1])", "sparse(float32[2, 2])"],
            signature.Inputs.Select(input => input.Type.ToString()));
        Assert.Equal(
            ["opaque(\"d\", \"n\")", "seq(map(int64, float32[]))"],
            signature.Outputs.Select(output => output.Type.ToString()));
    }

    [Theory]
    [InlineData(3, "x")]
    [InlineData(4, "x,w?,s?")]
    public void Initializer_of_an_input_is_constant_before_version_4_and_a_default_since(
        long irVersion,
        string expected)
    {
        byte[] bytes = Models.Small(
            graph => graph
                .Initializer("w", ElementType.Float32, [2], new byte[8])
                .Message(15, sparse => sparse
                    .Message(1, values => values.InitializerFields("s", ElementType.Float32, [1], new byte[4]))
                    .Message(2, indices => indices.InitializerFields("", ElementType.Int64, [1], new byte[8]))
                    .Varint(3, 9))
                .Value(12, "z", type => type.Tensor(ElementType.Float32)),
            irVersion);
        // Inputs stand behind the initializers, and may stand before them just as well.
        WireWriter tail = new();
        tail.Value(11, "w", type => type.Tensor(ElementType.Float32, 2));
        tail.Value(11, "s", type => type.Tensor(ElementType.Float32, 9));
        bytes = InsertIntoGraph(bytes, tail.ToArray());

        ModelSignature signature = Models.Read(bytes).Signature;

        IEnumerable<string> inputs = signature.Inputs.Select(input => input.Name + (input.IsOptional ? "?" : ""));
        Assert.Equal(expected, string.Join(",", inputs));
    }

    [Fact]
    public void External_files_are_found_wherever_tensors_stand()
    {
        static void ExternalTensor(WireWriter tensor, string file) =>
            tensor.External("t", ("location", file), ("offset", "16"));

        byte[] bytes = new WireWriter()
            .Varint(1, 8)
            .Message(7, graph => graph
                .Message(1, node => node.Message(5, a => a.Message(5, t => ExternalTensor(t, "attribute"))))
                .Message(1, node => node.Message(5, a => a.Message(10, t => ExternalTensor(t, "list"))))
                .Message(1, node => node.Text(4, "Sparse").Message(5, a => a.Message(22, s => s
                    .Message(1, t => ExternalTensor(t, "sparse_attribute")))))
                .Message(1, node => node.Text(4, "If").Message(5, a => a.Message(6, inner => inner
                    .Message(5, t => ExternalTensor(t, "sub/graph"))
                    .Message(1, deep => deep.Message(5, b => b.Message(11, nested => nested
                        .Message(15, s => s.Message(1, t => ExternalTensor(t, "deep")))))))))
                .Message(5, t => ExternalTensor(t, "weights"))
                .Message(5, t => t.External("u", ("location", "weights"), ("length", "12"), ("checksum", "ab")))
                .Message(15, s => s.Message(1, t => t.External("v", ("location", "sparse")))))
            .Opset("", 17)
            .Message(25, function => function.Text(1, "F").Text(10, "d").Message(7, node => node.Message(
                5, a => a.Message(5, t => ExternalTensor(t, "function")))))
            .ToArray();

        Assert.Equal(
            ["attribute", "list", "sparse_attribute", "sub/graph", "deep", "weights", "sparse", "function"],
            Models.Read(bytes).ExternalDataFiles.Select(file => file.Location));
    }

    [Fact]
    public void Fields_may_stand_in_any_order_and_unknown_ones_are_passed_over()
    {
        byte[] bytes = new WireWriter()
            .Message(999, unknown => unknown.Raw(0xFF, 0xFF))
            .Opset("", 17)
            .Tag(998, 1).Raw(new byte[8])
            .Tag(997, 5).Raw(new byte[4])
            .Varint(996, -1)
            .Message(7, graph => graph
                .Value(12, "y", type => type.Tensor(ElementType.Float32))
                .Value(11, "x", type => type.Tensor(ElementType.Float32)))
            .Varint(1, 8)
            .ToArray();

        Assert.Equal("x", Models.Read(bytes).Signature.Inputs[0].Name);
    }

    [Fact]
    public void Lengths_of_a_tensor_may_be_packed()
    {
        byte[] bytes = Models.Small(graph => graph.Message(5, tensor => tensor
            .Bytes(1, [2, 3]).Varint(2, 1).Text(8, "w").Bytes(9, new byte[24])));

        Assert.Equal("x", Models.Read(bytes).Signature.Inputs[0].Name);
    }

    [Fact]
    public void Length_of_minus_one_and_symbols_for_unknown_are_unknown()
    {
        byte[] bytes = Models.Model(graph => graph
            .Value(11, "x", type => type.Tensor(ElementType.Float32, -1, "?", "None", "-1", "", 0, "12")));

        Assert.Equal("float32[?, ?, ?, ?, ?, 0, \"12\"]", Models.Read(bytes).Signature.Inputs[0].Type.ToString());
    }

    [Fact]
    public void Stream_is_read_from_its_position_and_stays_open()
    {
        using MemoryStream stream = new([1, 2, 3, .. Models.Small()]);
        stream.Position = 3;

        Assert.Equal("x", OnnxModelReader.Read(stream).Signature.Inputs[0].Name);
        Assert.True(stream.CanRead);
    }

    private static byte[] InsertIntoGraph(byte[] model, byte[] fields)
    {
        // 0x08 version 0x3A length graph…
        int length = model[3] < 0x80 ? model[3] : (model[3] & 0x7F) | (model[4] << 7);
        int start = model[3] < 0x80 ? 4 : 5;
        byte[] graph = [.. model[start..(start + length)], .. fields];
        return [.. new WireWriter().Raw(model[..2]).Bytes(7, graph).ToArray(), .. model[(start + length)..]];
    }
}
