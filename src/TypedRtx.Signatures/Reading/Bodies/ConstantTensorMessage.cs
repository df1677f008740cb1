namespace TypedRtx.Signatures;

/// <summary>Reads <c>TensorProto</c>: its type and shape, and its elements only where they are few numbers.</summary>
internal static class ConstantTensorMessage
{
    public static ConstantTensor? Read(WireScope tensor, BodyReadState state, out string name)
    {
        state.CountItem(tensor);
        name = "";
        List<long> lengths = [];
        long element = 0;
        bool isExternal = false;
        byte[]? raw = null;
        List<long>? integers = null;
        List<float>? floats = null;
        while (tensor.MoveNext())
        {
            switch (tensor.Field)
            {
                case 1:
                    tensor.AppendInt64(lengths, OnnxLimits.Rank);
                    break;
                case 2:
                    element = tensor.Int64();
                    break;
                case 4 when IsSmall(tensor, sizeof(float)):
                    tensor.AppendFloat32(floats ??= [], OnnxLimits.FollowedElements);
                    break;
                case 5 or 7 when IsSmall(tensor, 10):
                    tensor.AppendInt64(integers ??= [], OnnxLimits.FollowedElements);
                    break;
                case 8:
                    name = state.Name(tensor);
                    break;
                case 9 when IsSmall(tensor, sizeof(long)):
                    raw = tensor.Bytes(OnnxLimits.FollowedElements * sizeof(long));
                    break;
                case 14:
                    isExternal = tensor.Int64() == 1;
                    break;
            }
        }

        state.CountNumbers(lengths.Count + (integers?.Count ?? 0) + (floats?.Count ?? 0) + (raw?.Length ?? 0), tensor);
        if (element is <= 0 or > int.MaxValue || !ElementTypes.IsDefined((ElementType)(int)element))
        {
            return null;
        }

        ElementType type = (ElementType)(int)element;
        long? count = CountOf(lengths);
        return isExternal || count is null or > OnnxLimits.FollowedElements
            ? new ConstantTensor(type, lengths, null, null)
            : new ConstantTensor(
                type,
                lengths,
                SmallTensorData.Integers(type, (int)count.Value, raw, integers),
                SmallTensorData.Reals(type, (int)count.Value, raw, floats));
    }

    private static bool IsSmall(in WireScope tensor, int width) =>
        tensor.Type != WireType.Bytes || tensor.PayloadLength <= OnnxLimits.FollowedElements * width;

    private static long? CountOf(List<long> lengths)
    {
        long count = 1;
        foreach (long length in lengths)
        {
            if (length == 0)
            {
                return 0;
            }

            if (length < 0 || count > OnnxLimits.FollowedElements)
            {
                return null;
            }

            count *= Math.Min(length, OnnxLimits.FollowedElements + 1);
        }

        return count;
    }
}
