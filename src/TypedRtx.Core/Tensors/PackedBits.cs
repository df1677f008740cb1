namespace TypedRtx;

/// <summary>Elements of less than a byte: the first in the lowest bits, the last byte filled up with zeros.</summary>
internal static class PackedBits
{
    /// <summary>The bytes that a number of elements take.</summary>
    public static long ByteLength<T>(long length)
        where T : struct, IPackedElement<T> =>
        (length / PerByte<T>()) + (length % PerByte<T>() == 0 ? 0 : 1);

    public static T Get<T>(ReadOnlySpan<byte> bytes, int index)
        where T : struct, IPackedElement<T> =>
        T.FromBits((byte)(bytes[index / PerByte<T>()] >> ShiftOf<T>(index)));

    public static void Set<T>(Span<byte> bytes, int index, T value)
        where T : struct, IPackedElement<T>
    {
        ref byte shared = ref bytes[index / PerByte<T>()];
        int shift = ShiftOf<T>(index);
        int mask = ((1 << T.BitWidth) - 1) << shift;
        shared = (byte)((shared & ~mask) | (value.ToBits() << shift));
    }

    public static void Unpack<T>(ReadOnlySpan<byte> bytes, Span<T> destination)
        where T : struct, IPackedElement<T>
    {
        for (int index = 0; index < destination.Length; index++)
        {
            destination[index] = Get<T>(bytes, index);
        }
    }

    public static void Pack<T>(ReadOnlySpan<T> elements, Span<byte> destination)
        where T : struct, IPackedElement<T>
    {
        destination.Clear();
        for (int index = 0; index < elements.Length; index++)
        {
            destination[index / PerByte<T>()] |= (byte)(elements[index].ToBits() << ShiftOf<T>(index));
        }
    }

    /// <summary>The position of an element, row-major.</summary>
    public static int IndexOf(in TensorShape shape, ReadOnlySpan<int> indexes)
    {
        ReadOnlySpan<int> dimensions = shape.Dimensions;
        if (!shape.IsSupplied || indexes.Length != dimensions.Length)
        {
            TensorErrors.ThrowIndex(indexes, shape);
        }

        int position = 0;
        for (int axis = 0; axis < dimensions.Length; axis++)
        {
            if ((uint)indexes[axis] >= (uint)dimensions[axis])
            {
                TensorErrors.ThrowIndex(indexes, shape);
            }

            position = (position * dimensions[axis]) + indexes[axis];
        }

        return position;
    }

    /// <summary>The number of elements of a shape whose bytes are at hand.</summary>
    public static int CheckLength<T>(int byteLength, in TensorShape shape)
        where T : struct, IPackedElement<T>
    {
        int length = shape.IsSupplied ? TensorErrors.CheckCount(shape.Dimensions) : 0;
        if (!shape.IsSupplied || ByteLength<T>(length) != byteLength)
        {
            TensorErrors.ThrowPackedLength(byteLength, shape, ByteLength<T>(length), T.BitWidth);
        }

        return length;
    }

    private static int PerByte<T>()
        where T : struct, IPackedElement<T> => 8 / T.BitWidth;

    private static int ShiftOf<T>(int index)
        where T : struct, IPackedElement<T> => index % PerByte<T>() * T.BitWidth;
}
