using System.Runtime.InteropServices;
using Google.Protobuf;
using TypedRtx.Signatures;
using TypedRtx.TestKit.Onnx;

namespace TypedRtx.TestKit;

/// <summary>Makes tensors with their values: weights, constants and test vectors.</summary>
/// <remarks>The host is assumed little-endian, as ONNX files are. Without dimensions a tensor is a scalar.</remarks>
public static class TensorProtos
{
    /// <summary>A tensor of numbers or booleans, stored as raw bytes.</summary>
    public static TensorProto Create<T>(string name, T[] values, params long[] dimensions)
        where T : unmanaged
    {
        CheckCount(name, values.Length, dimensions);
        return Raw(name, ElementTypeOf.Get<T>(), MemoryMarshal.AsBytes<T>(values).ToArray(), dimensions);
    }

    /// <summary>A bfloat16 tensor from the bits of its elements.</summary>
    public static TensorProto BFloat16(string name, ushort[] bits, params long[] dimensions)
    {
        CheckCount(name, bits.Length, dimensions);
        return Raw(name, ElementType.BFloat16, MemoryMarshal.AsBytes<ushort>(bits).ToArray(), dimensions);
    }

    /// <summary>A 4-bit or 2-bit tensor from its elements, whose low bits are kept; the first lies lowest.</summary>
    public static TensorProto Packed(string name, ElementType type, int[] values, params long[] dimensions)
    {
        CheckCount(name, values.Length, dimensions);
        return Raw(name, type, PackedBits.Pack(values, ElementTypes.BitsOf(type)), dimensions);
    }

    /// <summary>A tensor of UTF-8 strings.</summary>
    public static TensorProto Strings(string name, string[] values, params long[] dimensions)
    {
        CheckCount(name, values.Length, dimensions);
        TensorProto tensor = Empty(name, ElementType.String, dimensions);
        tensor.StringData.AddRange(values.Select(ByteString.CopyFromUtf8));
        return tensor;
    }

    /// <summary>A tensor of any element type from raw bytes, whose number is not checked.</summary>
    public static TensorProto Raw(string name, ElementType type, byte[] data, params long[] dimensions)
    {
        TensorProto tensor = Empty(name, type, dimensions);
        tensor.RawData = ByteString.CopyFrom(data);
        return tensor;
    }

    /// <summary>The same tensor with its values in the typed field that ONNX names for the element type.</summary>
    public static TensorProto WithTypedData(TensorProto raw)
    {
        TensorProto tensor = raw.Clone();
        if (raw.HasRawData)
        {
            tensor.ClearRawData();
            TypedData.Write(tensor, raw.RawData.Span);
        }

        return tensor;
    }

    private static TensorProto Empty(string name, ElementType type, long[] dimensions) =>
        new() { Name = name, DataType = (int)type, Dims = { dimensions } };

    private static void CheckCount(string name, int count, long[] dimensions)
    {
        long expected = dimensions.Aggregate(1L, (product, dimension) => checked(product * dimension));
        if (count != expected)
        {
            throw new ArgumentException(
                $"Tensor '{name}' of shape [{string.Join(", ", dimensions)}] holds {expected} elements; "
                + $"{count} were given.");
        }
    }
}
