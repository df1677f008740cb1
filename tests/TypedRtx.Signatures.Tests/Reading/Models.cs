namespace TypedRtx.Signatures.Tests.Reading;

/// <summary>The ONNX messages that the tests write, on <see cref="WireWriter"/>.</summary>
internal static class Models
{
    public static byte[] Model(Action<WireWriter> graph, long irVersion = 8) => new WireWriter()
        .Varint(1, irVersion)
        .Message(7, graph)
        .Opset("", 17)
        .ToArray();

    /// <summary>A model with one input <c>x</c> and one output <c>y</c>, and what a test adds to its graph.</summary>
    public static byte[] Small(Action<WireWriter>? more = null, long irVersion = 8) => Model(
        graph =>
        {
            more?.Invoke(graph);
            graph.Value(11, "x", tensor => tensor.Tensor(ElementType.Float32, 3))
                .Value(12, "y", tensor => tensor.Tensor(ElementType.Float32, 3));
        },
        irVersion);

    public static OnnxModelInfo Read(byte[] bytes)
    {
        using MemoryStream stream = new(bytes);
        return OnnxModelReader.Read(stream);
    }

    public static WireWriter Opset(this WireWriter model, string domain, long version) =>
        model.Message(8, opset => opset.Text(1, domain).Varint(2, version));

    public static WireWriter Value(this WireWriter graph, int field, string name, Action<WireWriter> type) =>
        graph.Message(field, value => value.Text(1, name).Message(2, type));

    /// <summary>A tensor type whose lengths are numbers, names, or null for unknown.</summary>
    public static WireWriter Tensor(this WireWriter type, ElementType element, params object?[] lengths) =>
        type.Message(1, tensor => tensor.Varint(1, (int)element).Shape(lengths));

    public static WireWriter Shape(this WireWriter tensor, params object?[] lengths) => tensor.Message(2, shape =>
    {
        foreach (object? length in lengths)
        {
            shape.Message(1, dimension => _ = length switch
            {
                string name => dimension.Text(2, name),
                null => dimension,
                _ => dimension.Varint(1, Convert.ToInt64(length)),
            });
        }
    });

    public static WireWriter Initializer(
        this WireWriter graph, string name, ElementType element, long[] lengths, byte[]? raw, int field = 5) =>
        graph.Message(field, tensor => tensor.InitializerFields(name, element, lengths, raw));

    public static WireWriter InitializerFields(
        this WireWriter tensor, string name, ElementType element, long[] lengths, byte[]? raw)
    {
        foreach (long length in lengths)
        {
            tensor.Varint(1, length);
        }

        tensor.Varint(2, (int)element).Text(8, name);
        return raw is null ? tensor : tensor.Bytes(9, raw);
    }

    /// <summary>Float tensor of three in another file.</summary>
    public static WireWriter External(this WireWriter tensor, string name, params (string Key, string Value)[] entries)
    {
        tensor.InitializerFields(name, ElementType.Float32, [3], raw: null);
        foreach ((string key, string value) in entries)
        {
            tensor.Message(13, entry => entry.Text(1, key).Text(2, value));
        }

        return tensor.Varint(14, 1);
    }
}
