using System.Runtime.InteropServices;
using TypedRtx.Signatures;

namespace TypedRtx.TestKit;

/// <summary>Turns elements of every numeric type into doubles.</summary>
internal static class ElementDecoder
{
    public static double[] ToDoubles(TestTensor tensor)
    {
        ElementType type = tensor.ElementType;
        if (ElementTypes.BitsOf(type) == 0)
        {
            throw new InvalidOperationException($"{tensor} has no numbers.");
        }

        int parts = type is ElementType.Complex64 or ElementType.Complex128 ? 2 : 1;
        double[] values = new double[checked(tensor.Count * parts)];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Decode(type, tensor.Data, i);
        }

        return values;
    }

    /// <summary>One element; for complex types, even indexes are real and odd ones imaginary parts.</summary>
    public static double Decode(ElementType type, ReadOnlySpan<byte> data, int index) => type switch
    {
        ElementType.Float32 or ElementType.Complex64 => At<float>(data, index),
        ElementType.Float64 or ElementType.Complex128 => At<double>(data, index),
        ElementType.Float16 => (double)At<Half>(data, index),
        ElementType.BFloat16 => BitConverter.UInt32BitsToSingle((uint)At<ushort>(data, index) << 16),
        ElementType.Int8 => At<sbyte>(data, index),
        ElementType.UInt8 or ElementType.Bool => data[index],
        ElementType.Int16 => At<short>(data, index),
        ElementType.UInt16 => At<ushort>(data, index),
        ElementType.Int32 => At<int>(data, index),
        ElementType.UInt32 => At<uint>(data, index),
        ElementType.Int64 => At<long>(data, index),
        ElementType.UInt64 => At<ulong>(data, index),
        ElementType.UInt4 => PackedBits.Get(data, index, 4),
        ElementType.UInt2 => PackedBits.Get(data, index, 2),
        ElementType.Int4 => SignExtend(PackedBits.Get(data, index, 4), 4),
        ElementType.Int2 => SignExtend(PackedBits.Get(data, index, 2), 2),
        ElementType.Float4E2M1 => SmallFloat.Finite(PackedBits.Get(data, index, 4), 2, 1, 1),
        _ => SmallFloat.Decode(type, data[index]),
    };

    private static int SignExtend(int value, int bits) => value << (32 - bits) >> (32 - bits);

    private static T At<T>(ReadOnlySpan<byte> data, int index)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(data)[index];
}
