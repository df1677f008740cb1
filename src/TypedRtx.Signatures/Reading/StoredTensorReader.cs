using System.Globalization;

namespace TypedRtx.Signatures;

/// <summary>Finds where the weights of a model's main graph lie. For models that <see cref="OnnxModelReader"/> has read before.</summary>
internal static class StoredTensorReader
{
    /// <summary>The weights of a given size or more that no input overrides.</summary>
    /// <exception cref="OnnxFormatException">The bytes are no ONNX model.</exception>
    public static IReadOnlyList<StoredTensor> Read(Stream stream, long leastBytes)
    {
        List<StoredTensor> found = [];
        HashSet<string> inputs = new(StringComparer.Ordinal);
        WireScope model = WireScope.Root(new WireInput(stream), "ModelProto");
        while (model.MoveNext())
        {
            if (model.Field == 7)
            {
                ReadGraph(model.Enter("GraphProto"), found, inputs);
            }
        }

        return [.. found.Where(tensor => tensor.ByteLength >= leastBytes && !inputs.Contains(tensor.Name))];
    }

    private static void ReadGraph(WireScope graph, List<StoredTensor> found, HashSet<string> inputs)
    {
        while (graph.MoveNext())
        {
            switch (graph.Field)
            {
                case 5 when ReadTensor(graph.Enter("TensorProto")) is { } tensor:
                    found.Add(tensor);
                    break;
                case 11:
                    WireScope value = graph.Enter("ValueInfoProto");
                    while (value.MoveNext())
                    {
                        if (value.Field == 1)
                        {
                            inputs.Add(value.Name());
                        }
                    }

                    break;
            }
        }
    }

    private static StoredTensor? ReadTensor(WireScope tensor)
    {
        string name = "";
        List<long> lengths = [];
        ElementType element = ElementType.Undefined;
        long offset = -1;
        long byteLength = 0;
        bool isExternal = false;
        ExternalData external = new();
        while (tensor.MoveNext())
        {
            switch (tensor.Field)
            {
                case 1:
                    tensor.AppendInt64(lengths, OnnxLimits.Rank);
                    break;
                case 2:
                    element = ElementNumber.Read(tensor.Int64(), tensor);
                    break;
                case 8:
                    name = tensor.Name();
                    break;
                case 9:
                    (offset, byteLength) = (tensor.PayloadStart, tensor.PayloadLength);
                    break;
                case 13:
                    external.Add(tensor.Enter("TensorProto.external_data"));
                    break;
                case 14:
                    isExternal = tensor.Int64() == 1;
                    break;
            }
        }

        if (element is ElementType.Undefined or ElementType.String || name.Length == 0)
        {
            return null;
        }

        if (isExternal)
        {
            offset = external.Offset is { } text ? long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : 0;
            byteLength = BytesOf(element, lengths);
        }

        return offset < 0 ? null : new StoredTensor(name, element, [.. lengths], isExternal ? external.Location : "", offset, byteLength);
    }

    private static long BytesOf(ElementType element, List<long> lengths)
    {
        long elements = 1;
        lengths.ForEach(length => elements = checked(elements * length));
        return checked((elements * ElementTypes.BitsOf(element)) + 7) / 8;
    }
}
