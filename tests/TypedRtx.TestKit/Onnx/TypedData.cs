using System.Runtime.InteropServices;
using TypedRtx.Signatures;
using TypedRtx.TestKit.Onnx;

namespace TypedRtx.TestKit;

/// <summary>The typed fields of a tensor, by which small tensors may be stored in place of raw bytes.</summary>
internal static class TypedData
{
    /// <summary>The bytes that the values would have as raw data.</summary>
    public static byte[] Read(TensorProto tensor) => (ElementType)tensor.DataType switch
    {
        ElementType.Float32 or ElementType.Complex64 => Bytes<float>([.. tensor.FloatData]),
        ElementType.Float64 or ElementType.Complex128 => Bytes<double>([.. tensor.DoubleData]),
        ElementType.Int64 => Bytes<long>([.. tensor.Int64Data]),
        ElementType.UInt64 => Bytes<ulong>([.. tensor.Uint64Data]),
        ElementType.UInt32 => Bytes<uint>([.. tensor.Uint64Data.Select(value => (uint)value)]),
        ElementType.Int32 => Bytes<int>([.. tensor.Int32Data]),
        ElementType type when ElementTypes.BitsOf(type) == 16 =>
            Bytes<ushort>([.. tensor.Int32Data.Select(value => (ushort)value)]),
        ElementType type when ElementTypes.BitsOf(type) is > 0 and <= 8 =>
            [.. tensor.Int32Data.Select(value => (byte)value)],
        _ => throw new ArgumentException($"Tensor '{tensor.Name}' has no typed field for data type {tensor.DataType}."),
    };

    /// <summary>Moves raw bytes into the typed field.</summary>
    public static void Write(TensorProto tensor, ReadOnlySpan<byte> data)
    {
        ElementType type = (ElementType)tensor.DataType;
        switch (type)
        {
            case ElementType.Float32 or ElementType.Complex64:
                tensor.FloatData.AddRange(Values<float>(data));
                break;
            case ElementType.Float64 or ElementType.Complex128:
                tensor.DoubleData.AddRange(Values<double>(data));
                break;
            case ElementType.Int64:
                tensor.Int64Data.AddRange(Values<long>(data));
                break;
            case ElementType.UInt64:
                tensor.Uint64Data.AddRange(Values<ulong>(data));
                break;
            case ElementType.UInt32:
                tensor.Uint64Data.AddRange(Values<uint>(data).Select(value => (ulong)value));
                break;
            case ElementType.Int32:
                tensor.Int32Data.AddRange(Values<int>(data));
                break;
            case ElementType.Int16:
                tensor.Int32Data.AddRange(Values<short>(data).Select(value => (int)value));
                break;
            case ElementType.Int8:
                tensor.Int32Data.AddRange(Values<sbyte>(data).Select(value => (int)value));
                break;
            default:
                WriteBits(tensor, data, ElementTypes.BitsOf(type));
                break;
        }
    }

    private static void WriteBits(TensorProto tensor, ReadOnlySpan<byte> data, int bits)
    {
        if (bits == 16)
        {
            tensor.Int32Data.AddRange(Values<ushort>(data).Select(value => (int)value));
        }
        else if (bits is > 0 and <= 8)
        {
            tensor.Int32Data.AddRange(Values<byte>(data).Select(value => (int)value));
        }
        else
        {
            throw new ArgumentException($"Tensor '{tensor.Name}' has no typed field for data type {tensor.DataType}.");
        }
    }

    private static byte[] Bytes<T>(ReadOnlySpan<T> values)
        where T : unmanaged => MemoryMarshal.AsBytes(values).ToArray();

    private static T[] Values<T>(ReadOnlySpan<byte> data)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(data).ToArray();
}
